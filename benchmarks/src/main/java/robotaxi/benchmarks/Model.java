package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import robotaxi.benchmarks.inference.OpenLoop;
import robotaxi.benchmarks.inference.TestedPackage;
import robotaxi.embedded.Folders;
import robotaxi.local.gate.ModelGate;
import robotaxi.local.stack.StackFolder;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.adapter.Models;

/**
 * The newest reasoning model of training/packages in the open loop, beside the expert in moments of held-out scenes, and in a
 * closed loop: the gate's scenes, scored by AlpaSim's rules, beside a driver that only keeps its speed. It learnt from neither.
 */
public final class Model implements Benchmark {
    private static final double LEAST_SCORE = 0.8;
    private static final double MOST_CONSTANT_SPEED_SCORE = 0.4;
    private static final int LEAST_SCENES = 50;
    private static final double LEAST_TEXT_EXACT = 0.9;
    private static final double MOST_MIN_ADE_METRES = 0.5;
    private static final double MOST_MEGABYTES = 40;
    private static final int MOMENTS = 500;
    private static final int QUICK_MOMENTS = 60;
    private static final double THOUSANDTHS = 1_000;
    private static final double BYTES = 1e6;

    /** Latency has a benchmark of its own. */
    private static final double MOST_DRIVE_MILLIS = 60_000;

    /** Found by its name. */
    public Model() {}

    @Override
    public String summary() {
        return "the reasoning model beside the expert, and in the gate's scenes beside a driver of constant speed";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("at-once", "moments");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        Map<String, Object> metrics = new LinkedHashMap<>();
        TestedPackage tested = TestedPackage.find();
        boolean asTheExpert = openLoop(tested, setting, metrics);
        Path folder = folder();
        ModelGate.Result result = new ModelGate(StackFolder.fromEnvironment().project(), setting.tell())
                .run(new ModelGate.Terms(
                        tested.path().toString(),
                        Optional.empty(),
                        Optional.empty(),
                        folder,
                        setting.quick() ? "few" : "all",
                        1,
                        setting.size("at-once", 1),
                        "full",
                        setting.seed(),
                        LEAST_SCORE,
                        MOST_DRIVE_MILLIS));
        delete(folder);
        JsonNode report = result.report();
        double score = report.path("candidate").path("sceneScore").asDouble();
        double constantSpeed = report.path("baselines").path("constantSpeed").asDouble();
        int scenes = report.path("scenes").asInt();
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
        boolean drives = enough && score >= LEAST_SCORE && constantSpeed <= MOST_CONSTANT_SPEED_SCORE;
        return new Outcome(metrics, asTheExpert && drives);
    }

    private static boolean openLoop(TestedPackage tested, Setting setting, Map<String, Object> metrics) {
        int moments = setting.size("moments", setting.quick() ? QUICK_MOMENTS : MOMENTS);
        OpenLoop.Result result;
        try (DrivingModel model = Models.load(tested.files(), HostOptions.DEFAULT.on(List.of("cpu")))) {
            result = OpenLoop.compare(model, moments, setting.seed(), setting.tell());
        }
        double megabytes = tested.path().toFile().length() / BYTES;
        metrics.put("package", tested.path().getFileName().toString());
        metrics.put("weights_mb", rounded(megabytes));
        metrics.put("moments", moments);
        metrics.put("text_exact", rounded(result.textExact()));
        metrics.put("minade6_m", rounded(result.minAde()));
        metrics.put("ade_m", rounded(result.ade()));
        metrics.put("reflex_ade_m", rounded(result.reflexAde()));
        metrics.put("constant_speed_ade_m", rounded(result.constantSpeedAde()));
        return result.textExact() >= LEAST_TEXT_EXACT
                && result.minAde() <= MOST_MIN_ADE_METRES
                && megabytes <= MOST_MEGABYTES;
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("robotaxi-model-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
