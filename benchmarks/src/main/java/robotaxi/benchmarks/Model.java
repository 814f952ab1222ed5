package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import robotaxi.local.gate.ModelGate;
import robotaxi.local.stack.StackFolder;

/**
 * The shipped driving model in a closed loop: the gate's scenes, none of which it learnt from, scored by AlpaSim's rules,
 * beside a driver that only keeps its speed.
 */
public final class Model implements Benchmark {
    private static final double LEAST_SCORE = 0.8;
    private static final double MOST_CONSTANT_SPEED_SCORE = 0.4;
    private static final int LEAST_SCENES = 50;

    /** Found by its name. */
    public Model() {}

    @Override
    public String summary() {
        return "the shipped model in the gate's scenes: scene score, beside a driver of constant speed";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("at-once");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        ModelGate.Result result = new ModelGate(StackFolder.fromEnvironment().project(), setting.tell())
                .run(new ModelGate.Terms(
                        "shipped",
                        Optional.empty(),
                        Optional.empty(),
                        folder(),
                        setting.quick() ? "few" : "all",
                        1,
                        setting.size("at-once", 1),
                        "full",
                        setting.seed(),
                        LEAST_SCORE));
        JsonNode report = result.report();
        double score = report.path("candidate").path("sceneScore").asDouble();
        double constantSpeed = report.path("baselines").path("constantSpeed").asDouble();
        int scenes = report.path("scenes").asInt();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("scene_score", score);
        metrics.put("constant_speed_score", constantSpeed);
        metrics.put("scenes", scenes);
        metrics.put("braking_score", report.path("baselines").path("braking").asDouble());
        metrics.put(
                "at_fault", report.path("candidate").path("atFaultCollisions").asInt());
        metrics.put("offroad", report.path("candidate").path("offroad").asInt());
        metrics.put("failed", report.path("candidate").path("failed").asInt());
        metrics.put("consistency", report.path("candidate").path("consistency").asDouble());
        boolean enough = setting.quick() || scenes >= LEAST_SCENES;
        return new Outcome(metrics, enough && score >= LEAST_SCORE && constantSpeed <= MOST_CONSTANT_SPEED_SCORE);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("robotaxi-model-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
