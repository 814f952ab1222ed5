package robotaxi.benchmarks.ota;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;

/**
 * One release on its way through a fleet, hour by hour. Its cars drive as the others do, but for their events; each wave has installed half a
 * day after it was begun. Everything is judged by the terms that the update service goes by.
 */
public final class Campaign {
    private static final int CARS = 3_000;
    private static final double KILOMETRES_A_CAR_AND_HOUR = 250 / 24.0;
    private static final double EVENTS_A_KILOMETRE = 1 / 1_000.0;
    private static final int MOST_HOURS = 21 * 24;
    private static final int BASELINE_HOURS = 7 * 24;
    private static final int HOURS_TO_INSTALL = 12;
    private static final double ALL = 100;

    private final DrivingTerms terms;
    private final List<Integer> wavePercents;
    private final double ratio;
    private final SplittableRandom chance;
    /** One stratum for each wave: the share of kilometres is the same in all of its hours. */
    private final List<Driven> strata = new ArrayList<>();

    /** A release with so many times the events of the others. */
    public Campaign(DrivingTerms terms, List<Integer> wavePercents, double ratio, SplittableRandom chance) {
        this.terms = terms;
        this.wavePercents = wavePercents;
        this.ratio = ratio;
        this.chance = chance;
    }

    /**
     * How it ended.
     *
     * @param wave to which it had come, from 1
     * @param general whether the whole fleet was offered it
     */
    public record End(boolean stopped, int wave, boolean general, int hours) {}

    /** Plays it to its end. */
    public End play() {
        strata.add(new Driven(0, 0, kilometres(CARS) * BASELINE_HOURS, events(kilometres(CARS), BASELINE_HOURS)));
        int wave = 1;
        int begun = 0;
        strata.add(new Driven(0, 0, 0, 0));
        for (int hour = 1; hour <= MOST_HOURS; hour++) {
            drive(wave);
            DrivingTerms.Reading reading = terms.read(EventKind.DISENGAGEMENT, strata);
            if (reading.worse()) {
                return new End(true, wave, false, hour);
            }
            boolean installed = hour - begun >= HOURS_TO_INSTALL;
            if (installed && (wave > 1 || reading.enough())) {
                wave++;
                begun = hour;
                strata.add(new Driven(0, 0, 0, 0));
                if (wave == wavePercents.size()) {
                    return new End(false, wave, true, hour);
                }
            }
        }
        return new End(false, wave, false, MOST_HOURS);
    }

    private void drive(int wave) {
        double own = kilometres(CARS * wavePercents.get(wave - 1) / ALL);
        double others = kilometres(CARS) - own;
        Driven hour = new Driven(own, events(own * ratio, 1), others, events(others, 1));
        strata.set(wave, strata.get(wave).plus(hour));
    }

    private static double kilometres(double cars) {
        return cars * KILOMETRES_A_CAR_AND_HOUR;
    }

    /** A Poisson number for each hour, by Knuth's method: the means are small. */
    private long events(double kilometres, int hours) {
        long events = 0;
        for (int hour = 0; hour < hours; hour++) {
            double left = Math.exp(-kilometres * EVENTS_A_KILOMETRE);
            for (double product = chance.nextDouble(); product > left; product *= chance.nextDouble()) {
                events++;
            }
        }
        return events;
    }
}
