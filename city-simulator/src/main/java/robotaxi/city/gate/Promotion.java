package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether a release may be promoted, and every reason against it.
 *
 * @param passed no reason against it
 * @param reasons against it, for people
 * @param comparison with the champion, where there is one
 */
public record Promotion(boolean passed, List<String> reasons, Optional<PairedBootstrap> comparison) {

    /**
     * What is asked of a release.
     *
     * @param leastScore of the scene score
     * @param driveP99Millis within which 99 of 100 decisions come
     * @param seed of the bootstrap
     */
    public record Bars(double leastScore, double driveP99Millis, long seed) {}

    /** Judges a challenger, against a champion where there is one. */
    public static Promotion judge(DriverResult challenger, Optional<DriverResult> champion, Bars bars) {
        List<String> reasons = new ArrayList<>();
        long failed = challenger.rollouts().stream()
                .filter(DriverResult.RolloutResult::failed)
                .count();
        if (failed > 0) {
            reasons.add(failed + " rollouts failed or have no metrics");
        }
        if (challenger.sceneScore() < bars.leastScore) {
            reasons.add(String.format("scene score %.3f is below %.3f", challenger.sceneScore(), bars.leastScore));
        }
        OptionalDouble p99 = challenger.driveP99Millis();
        if (p99.isPresent() && p99.getAsDouble() > bars.driveP99Millis) {
            reasons.add(String.format(
                    "99 of 100 decisions come within %.0f ms, not within %.0f ms",
                    p99.getAsDouble(), bars.driveP99Millis));
        }
        Optional<PairedBootstrap> comparison = champion.map(known -> compare(challenger, known, bars, reasons));
        return new Promotion(reasons.isEmpty(), List.copyOf(reasons), comparison);
    }

    private static PairedBootstrap compare(
            DriverResult challenger, DriverResult champion, Bars bars, List<String> reasons) {
        Set<String> before = incidents(champion);
        List<String> fresh = incidents(challenger).stream()
                .filter(scene -> !before.contains(scene))
                .sorted()
                .toList();
        if (!fresh.isEmpty()) {
            reasons.add("new at-fault collision or offroad in " + String.join(", ", fresh));
        }
        Map<String, Double> old = champion.scores();
        Map<String, Double> now = challenger.scores();
        if (!old.keySet().equals(now.keySet())) {
            throw new IllegalArgumentException("Challenger and champion drove different scenes");
        }
        double[] differences = now.entrySet().stream()
                .mapToDouble(scene -> scene.getValue() - old.getOrDefault(scene.getKey(), 0.0))
                .toArray();
        PairedBootstrap comparison = PairedBootstrap.of(differences, bars.seed);
        if (comparison.high() < 0) {
            reasons.add(String.format(
                    "worse than the champion by %.3f (95 %% interval %.3f to %.3f)",
                    -comparison.mean(), comparison.low(), comparison.high()));
        }
        if (challenger.consistency().isPresent()
                && champion.consistency().isPresent()
                && challenger.consistency().getAsDouble()
                        < champion.consistency().getAsDouble()) {
            reasons.add(String.format(
                    "words and plan agree in %.3f of the decisions, the champion's in %.3f",
                    challenger.consistency().getAsDouble(),
                    champion.consistency().getAsDouble()));
        }
        return comparison;
    }

    private static Set<String> incidents(DriverResult result) {
        Set<String> scenes = new HashSet<>();
        for (DriverResult.RolloutResult rollout : result.rollouts()) {
            if (rollout.atFault() || rollout.offroad()) {
                scenes.add(rollout.sceneId());
            }
        }
        return scenes;
    }
}
