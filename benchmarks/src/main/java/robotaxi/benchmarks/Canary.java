package robotaxi.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import robotaxi.benchmarks.ota.Campaign;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;

/**
 * Releases that double disengagements and releases that do not, each taken through a simulated fleet in waves, judged by the update service's
 * own test: 3,000 cars, one disengagement in 1,000 km, 250 km a car and day, at most 21 days.
 */
public final class Canary implements Benchmark {
    private static final int RUNS = 1_000;
    private static final int QUICK_RUNS = 50;
    private static final double BAD = 2;
    private static final double ALPHA = 0.005;
    private static final List<Integer> WAVES = List.of(4, 25, 100);
    private static final double TENTHS = 10;
    private static final double THOUSANDTHS = 1_000;
    private static final double HOURS_A_DAY = 24;

    /** Found by its name. */
    public Canary() {}

    @Override
    public String summary() {
        return "simulated campaigns: bad releases stopped in time, good ones let through";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("runs");
    }

    @Override
    public Outcome run(Setting setting) {
        int runs = setting.size("runs", setting.quick() ? QUICK_RUNS : RUNS);
        DrivingTerms terms = DrivingTerms.planned(List.of(EventKind.DISENGAGEMENT), BAD, ALPHA, WAVES.getFirst());
        var seeds = new SplittableRandom(setting.seed());
        List<Campaign.End> bad = play(terms, BAD, runs, seeds);
        setting.tell().accept(runs + " bad releases played");
        List<Campaign.End> good = play(terms, 1, runs, seeds);
        double inTime = share(
                bad.stream().filter(end -> end.stopped() && end.wave() == 1).count(), runs);
        double falsely = share(good.stream().filter(Campaign.End::stopped).count(), runs);
        double general = share(good.stream().filter(Campaign.End::general).count(), runs);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("bad_stopped_before_5pct", inTime);
        metrics.put("good_falsely_stopped", falsely);
        metrics.put("good_reached_general", general);
        metrics.put("needed_events", Math.round(TENTHS * terms.neededEvents()) / TENTHS);
        metrics.put("bad_stopped_median_days", medianDays(bad));
        metrics.put("good_general_median_days", medianDays(good));
        metrics.put("canary_percent", WAVES.getFirst());
        metrics.put("runs", runs);
        return new Outcome(metrics, inTime > 0 && general > 0);
    }

    private static List<Campaign.End> play(DrivingTerms terms, double ratio, int runs, SplittableRandom seeds) {
        return IntStream.range(0, runs)
                .mapToObj(run -> new Campaign(terms, WAVES, ratio, seeds.split()).play())
                .toList();
    }

    private static double share(long count, int runs) {
        return Math.round(THOUSANDTHS * count / runs) / THOUSANDTHS;
    }

    private static double medianDays(List<Campaign.End> ends) {
        int[] hours = ends.stream().mapToInt(Campaign.End::hours).sorted().toArray();
        return Math.round(TENTHS * hours[hours.length / 2] / HOURS_A_DAY) / TENTHS;
    }
}
