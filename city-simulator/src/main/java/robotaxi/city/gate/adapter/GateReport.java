package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.city.gate.DriverResult;
import robotaxi.city.gate.DriverResult.RolloutResult;
import robotaxi.city.gate.Promotion;
import robotaxi.city.scene.SceneId;

/** The gate's result as people and programs read it, format robotaxi-gate/1. */
final class GateReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GateReport() {}

    /** Replays by scene and index, where there are logs. */
    interface Replays {
        @Nullable
        ObjectNode of(String sceneId, int index);
    }

    static ObjectNode of(
            DriverResult candidate,
            Optional<DriverResult> champion,
            Map<String, DriverResult> baselines,
            Promotion promotion,
            Replays replays) {
        ObjectNode report = JSON.createObjectNode();
        report.put("format", "robotaxi-gate/1");
        report.put("verdict", promotion.passed() ? "pass" : "fail");
        ArrayNode reasons = report.putArray("reasons");
        promotion.reasons().forEach(reasons::add);
        report.put("scenes", candidate.scores().size());
        report.set("candidate", driver(candidate));
        champion.ifPresent(known -> report.set("champion", driver(known)));
        promotion
                .comparison()
                .ifPresent(comparison -> report.putObject("comparison")
                        .put("meanDifference", rounded(comparison.mean()))
                        .put("low", rounded(comparison.low()))
                        .put("high", rounded(comparison.high())));
        ObjectNode plain = report.putObject("baselines");
        baselines.forEach((name, result) -> plain.put(name, rounded(result.sceneScore())));
        Map<String, Double> known = champion.map(DriverResult::scores).orElse(Map.of());
        ArrayNode rollouts = report.putArray("rollouts");
        for (RolloutResult rollout : candidate.rollouts()) {
            rollouts.add(rollout(rollout, known.get(rollout.sceneId()), replays));
        }
        return report;
    }

    private static ObjectNode driver(DriverResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("release", result.release());
        node.put("sceneScore", rounded(result.sceneScore()));
        node.put("rollouts", result.rollouts().size());
        node.put(
                "atFaultCollisions",
                result.rollouts().stream().filter(RolloutResult::atFault).count());
        node.put(
                "offroad",
                result.rollouts().stream().filter(RolloutResult::offroad).count());
        node.put(
                "failed",
                result.rollouts().stream().filter(RolloutResult::failed).count());
        result.kilometresBetweenIncidents().ifPresent(km -> node.put("kilometresBetweenIncidents", rounded(km)));
        result.consistency().ifPresent(share -> node.put("consistency", rounded(share)));
        result.driveP99Millis().ifPresent(millis -> node.put("driveP99Millis", rounded(millis)));
        ObjectNode templates = node.putObject("templates");
        Map<String, double[]> sums = new TreeMap<>();
        result.scores()
                .forEach((scene, score) -> SceneId.parse(scene).ifPresent(id -> {
                    double[] sum = sums.computeIfAbsent(id.template().label(), _ -> new double[2]);
                    sum[0] += score;
                    sum[1]++;
                }));
        sums.forEach((template, sum) -> templates.put(template, rounded(sum[0] / sum[1])));
        return node;
    }

    private static ObjectNode rollout(RolloutResult rollout, @Nullable Double championScore, Replays replays) {
        ObjectNode node = JSON.createObjectNode();
        node.put("scene", rollout.sceneId());
        node.put("index", rollout.index());
        node.put("status", rollout.failed() ? "failed" : "done");
        node.put("failure", rollout.failure());
        node.put("score", rounded(rollout.score()));
        if (championScore != null) {
            node.put("championScore", rounded(championScore));
        }
        ObjectNode metrics = node.putObject("metrics");
        rollout.metrics().forEach((name, value) -> metrics.put(name, rounded(value)));
        ObjectNode replay = replays.of(rollout.sceneId(), rollout.index());
        if (replay != null) {
            node.set("replay", replay);
        }
        return node;
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
