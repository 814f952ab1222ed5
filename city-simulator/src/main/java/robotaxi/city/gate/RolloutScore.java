package robotaxi.city.gate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rollout's part in the batch, by AlpaSim's pipeline: warm-up dropped, cut after the first incident and after the
 * first time 4 m off the recorded path, each figure reduced, and the scene score.
 *
 * @param metrics figures by name
 * @param score 0 to 1
 * @param dark a picture was black: the rollout does not count
 */
public record RolloutScore(Map<String, Double> metrics, double score, boolean dark) {
    private static final double OFF_PATH_METRES = 4;
    private static final double WAY_THAT_COUNTS_METRES = 5;
    private static final double PROGRESS_FOR_ALL = 0.8;

    /** From the figures over time, however they came here. A figure that is missing is no number. */
    public static RolloutScore of(List<Series> series) {
        Map<String, Series> named = new LinkedHashMap<>();
        series.forEach(one -> named.put(one.name(), one));
        long from = firstAtLeast(named.get("eval_relevant"), 1, Long.MIN_VALUE);
        boolean dark =
                named.containsKey("img_is_black") && named.get("img_is_black").reduced() > 0;
        Series offroad = named.get("offroad");
        Series front = named.get("collision_front");
        Series lateral = named.get("collision_lateral");
        Series any = named.get("collision_any");
        long first = from;
        long until = Long.MAX_VALUE;
        until = Math.min(until, firstAtLeast(offroad, 1, first));
        until = Math.min(until, firstAtLeast(any, 1, first));
        until = Math.min(until, firstAtLeast(named.get("dist_to_gt_trajectory"), OFF_PATH_METRES, first));
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Series one : series) {
            metrics.put(one.name(), one.reduced(first, until));
        }
        double fault = larger(value(metrics, front), value(metrics, lateral));
        metrics.put("collision_at_fault", fault);
        metrics.put("offroad_or_collision", larger(value(metrics, offroad), value(metrics, any)));
        metrics.put("offroad_or_collision_at_fault", larger(value(metrics, offroad), fault));
        metrics.put("progress_clipped_rel", metrics.getOrDefault("progress_rel_to_total", Double.NaN));
        metrics.put("duration_frac_20s", duration(named.get("eval_relevant"), first, until));
        return new RolloutScore(metrics, score(metrics), dark);
    }

    private static double value(Map<String, Double> metrics, @Nullable Series series) {
        return series == null ? Double.NaN : metrics.getOrDefault(series.name(), Double.NaN);
    }

    /** Without a map offroad has no value and counts as 0; without collisions nothing is known. */
    private static double larger(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    private static long firstAtLeast(@Nullable Series series, double threshold, long fromMicros) {
        if (series == null) {
            return Long.MAX_VALUE;
        }
        for (int i = 0; i < series.values().length; i++) {
            if (series.micros()[i] >= fromMicros && series.valid()[i] && series.values()[i] >= threshold) {
                return series.micros()[i];
            }
        }
        return Long.MAX_VALUE;
    }

    private static double duration(@Nullable Series any, long from, long until) {
        if (any == null) {
            return Double.NaN;
        }
        long[] kept = Arrays.stream(any.micros())
                .filter(micros -> micros >= from && micros <= until)
                .toArray();
        return kept.length == 0 ? Double.NaN : (kept[kept.length - 1] - kept[0]) / 20e6;
    }

    private static double score(Map<String, Double> metrics) {
        double fault = metrics.getOrDefault("collision_at_fault", Double.NaN);
        double progress = metrics.getOrDefault("progress_clipped_rel", Double.NaN);
        double offroad = metrics.getOrDefault("offroad", 0.0);
        if (Double.isNaN(fault) || Double.isNaN(progress)) {
            // A figure that nobody measured is not a good one.
            return 0;
        }
        if (fault > 0 || offroad > 0) {
            return 0;
        }
        if (metrics.getOrDefault("gt_dist_traveled_m", 0.0) < WAY_THAT_COUNTS_METRES) {
            return 1;
        }
        return Math.min(Math.clamp(progress, 0, 1) / PROGRESS_FOR_ALL, 1);
    }
}
