package robotaxi.dispatch.task;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which idle cars go to be cleaned: a soiled one at once, any other after so many rides. Of the latter one in ten at a time, those
 * with most rides first, so that cars that began together do not leave the street together.
 *
 * @param rides after which a car is due; 0 for only those that are soiled
 */
public record CleaningRule(int rides) {
    private static final int ONE_IN = 10;
    /** Below it a car charges first. */
    private static final double ENOUGH_CHARGE_PERCENT = 25;

    private record Worn(String vehicleId, Wear wear) {}

    /** The cars to clean, with the reason. */
    Map<String, String> due(List<TaskPlanner.Standing> standing, Map<String, Wear> wear) {
        List<Worn> able = standing.stream()
                .filter(car -> car.batteryPercent() >= ENOUGH_CHARGE_PERCENT)
                .map(car -> new Worn(car.vehicleId(), wear.getOrDefault(car.vehicleId(), Wear.NONE)))
                .toList();
        Map<String, String> due = new LinkedHashMap<>();
        able.stream().filter(car -> car.wear().isSoiled()).forEach(car -> due.put(car.vehicleId(), "soiled"));
        if (rides > 0) {
            able.stream()
                    .filter(car -> !car.wear().isSoiled() && car.wear().rides() >= rides)
                    .sorted(Comparator.comparingInt((Worn car) -> -car.wear().rides())
                            .thenComparing(Worn::vehicleId))
                    .limit(Math.ceilDiv(standing.size(), ONE_IN))
                    .forEach(car -> due.put(car.vehicleId(), "rides"));
        }
        return due;
    }
}
