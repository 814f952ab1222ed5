package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How one driver did in the gate.
 *
 * @param release which model
 * @param rollouts every rollout, in the order of the scenes
 */
public record DriverResult(String release, List<RolloutResult> rollouts) {

    /**
     * One rollout.
     *
     * @param sceneId of which scene
     * @param index which of the scene's rollouts
     * @param failure why it failed; empty if it ran to its end
     * @param score 0 where it failed
     * @param metrics its figures; empty where it failed
     * @param decisions decisions that were looked at for consistency; 0 where there is no log
     * @param contradictions of these, where words and plan say different things
     * @param driveMillis how long each decision took; empty where nobody measured it
     */
    public record RolloutResult(
            String sceneId,
            int index,
            String failure,
            double score,
            Map<String, Double> metrics,
            int decisions,
            int contradictions,
            List<Double> driveMillis) {
        /** The car hit somebody by its own fault. */
        public boolean atFault() {
            return metrics.getOrDefault("collision_at_fault", 0.0) > 0;
        }

        /** The car left the lanes. */
        public boolean offroad() {
            return metrics.getOrDefault("offroad", 0.0) > 0;
        }

        /** It never got to its end, or nobody knows how it went. */
        public boolean failed() {
            return !failure.isEmpty() || !metrics.containsKey("collision_at_fault");
        }
    }

    /** Mean over scenes of the mean over their rollouts. */
    public double sceneScore() {
        return scores().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** Each scene's mean score. */
    public Map<String, Double> scores() {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        for (RolloutResult rollout : rollouts) {
            scores.computeIfAbsent(rollout.sceneId(), _ -> new ArrayList<>()).add(rollout.score());
        }
        Map<String, Double> means = new LinkedHashMap<>();
        scores.forEach((scene, all) -> means.put(
                scene, all.stream().mapToDouble(Double::doubleValue).average().orElse(0)));
        return means;
    }

    /** Kilometres driven until something went wrong, on average; empty where nothing did. */
    public OptionalDouble kilometresBetweenIncidents() {
        double metres = 0;
        int incidents = 0;
        for (RolloutResult rollout : rollouts) {
            metres += rollout.metrics().getOrDefault("dist_traveled_m", 0.0);
            incidents += rollout.metrics().getOrDefault("offroad_or_collision", 0.0) > 0 ? 1 : 0;
        }
        return incidents == 0 ? OptionalDouble.empty() : OptionalDouble.of(metres / 1000 / incidents);
    }

    /** Share of decisions whose words and plan agree; empty where no log was read. */
    public OptionalDouble consistency() {
        int decisions = rollouts.stream().mapToInt(RolloutResult::decisions).sum();
        int contradictions =
                rollouts.stream().mapToInt(RolloutResult::contradictions).sum();
        return decisions == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) contradictions / decisions);
    }

    /** The time within which 99 of 100 decisions came, milliseconds; empty where nobody measured it. */
    public OptionalDouble driveP99Millis() {
        double[] all = rollouts.stream()
                .flatMap(rollout -> rollout.driveMillis().stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return all.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(all[(int) Math.min(all.length - 1L, Math.round(0.99 * all.length))]);
    }
}
