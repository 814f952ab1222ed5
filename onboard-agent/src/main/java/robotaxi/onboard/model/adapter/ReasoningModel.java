package robotaxi.onboard.model.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.Deliberation;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.ReasoningManifest;
import robotaxi.onboard.model.TickBudget;
import robotaxi.onboard.model.Vocabulary;

/** A model that reasons, on ONNX Runtime. A provider is accepted only when it answers the golden samples as the trainer saw them. */
final class ReasoningModel implements DrivingModel {
    private static final System.Logger LOG = System.getLogger(ReasoningModel.class.getName());

    private final ReasoningManifest manifest;
    private final Footing footing;
    private final OnnxGraphs graphs;
    private final ReasoningGolden golden;
    private final Deliberation deliberation;
    private final WordChoice likeliest;

    private ReasoningModel(ReasoningManifest manifest, Footing footing, OnnxGraphs graphs, ReasoningGolden golden) {
        this.manifest = manifest;
        this.footing = footing;
        this.graphs = graphs;
        this.golden = golden;
        likeliest = new WordChoice(manifest.vocabulary(), 0);
        deliberation = new Deliberation(
                graphs, manifest.vocabulary(), manifest.flow(), new TickBudget.Costs(), System::nanoTime);
    }

    static ReasoningModel load(PackageFiles files, HostOptions options) {
        ReasoningManifest manifest = ReasoningManifest.read(files);
        try {
            ReasoningGolden golden = ReasoningGolden.read(files.read(manifest.goldenFile()));
            return Sessions.best(
                    options,
                    provider -> manifest.precisionOn(provider.label, options.precision()),
                    (provider, variant, passedOver) -> proven(
                            manifest,
                            new Footing(provider.label, variant, passedOver),
                            graphs(files, manifest, provider, variant, options),
                            golden));
        } catch (IOException | UncheckedIOException | JsonException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }

    private static OnnxGraphs graphs(
            PackageFiles files, ReasoningManifest manifest, Provider provider, String variant, HostOptions options) {
        try {
            return OnnxGraphs.open(files, manifest, provider, variant, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReasoningModel proven(
            ReasoningManifest manifest, Footing footing, OnnxGraphs graphs, ReasoningGolden golden) {
        ReasoningModel model = new ReasoningModel(manifest, footing, graphs, golden);
        try {
            model.prove();
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.log(
                Level.INFO,
                () -> "Model loaded release=" + manifest.releaseId() + " provider=" + footing.provider() + " precision="
                        + footing.variant() + " goldenSamples="
                        + golden.samples().size());
        return model;
    }

    @Override
    public synchronized void prove() {
        for (ReasoningGolden.Sample sample : golden.samples()) {
            same("history tokens", sample.historyTokens(), manifest.history().of(sample.egoHistory()));
            same("route tokens", sample.routeTokens(), manifest.route().of(sample.route()));
            try {
                graphs.seeFirst(manifest.eyes().pictures(), sample.pixels(), Effort.NO_HURRY);
                check(sample, sample.full(), true);
                check(sample, sample.reflex(), false);
            } catch (Graphs.StoppedException e) {
                throw new ModelFaultException("model.deadline", "a golden sample was stopped", e);
            }
        }
    }

    private void check(ReasoningGolden.Sample sample, ReasoningGolden.Answer expected, boolean inWords) {
        ReasoningManifest.Variant variant = manifest.variant(footing.variant());
        float[] logits = graphs.readPrefix(sample.historyTokens(), sample.routeTokens(), Effort.NO_HURRY);
        near("logits", expected.logits(), logits, variant.logitsTolerance());
        same("tokens", expected.tokens(), speak(logits, inWords));
        Actions actions = graphs.act(sample.noise(), expected.flowSteps(), Effort.NO_HURRY);
        double speed = sample.egoHistory()[Observation.HISTORY * 4 - 1];
        near("path", expected.path(), flat(actions.path(speed)), variant.metresTolerance());
    }

    private int[] speak(float[] logits, boolean inWords) {
        Vocabulary vocabulary = manifest.vocabulary();
        List<Integer> tokens = new ArrayList<>();
        int next = inWords ? likeliest.choose(logits, new Random(0)).token() : vocabulary.end();
        while (next != vocabulary.end() && tokens.size() < vocabulary.mostWords()) {
            tokens.add(next);
            next = graphs.sayLikeliest(next, likeliest);
        }
        tokens.add(vocabulary.end());
        var _ = graphs.sayLikeliest(vocabulary.end(), likeliest);
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] flat(double[][] path) {
        float[] out = new float[path.length * 2];
        for (int k = 0; k < path.length; k++) {
            out[2 * k] = (float) path[k][0];
            out[2 * k + 1] = (float) path[k][1];
        }
        return out;
    }

    private static void same(String what, int[] expected, int[] actual) {
        if (!Arrays.equals(expected, actual)) {
            throw new ModelFaultException(
                    "model.golden-mismatch",
                    what + " are " + Arrays.toString(actual) + ", the trainer saw " + Arrays.toString(expected));
        }
    }

    private static void near(String what, float[] expected, float[] actual, double tolerance) {
        if (expected.length != actual.length) {
            throw new ModelFaultException("model.golden-mismatch", what + " do not fit");
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                throw new ModelFaultException(
                        "model.golden-mismatch",
                        what + "[" + i + "] is " + actual[i] + ", the trainer saw " + expected[i]);
            }
        }
    }

    @Override
    public synchronized Plan plan(Observation observation, Effort effort) {
        return deliberation.plan(observation, effort);
    }

    @Override
    public Eyes eyes() {
        return manifest.eyes();
    }

    @Override
    public boolean canReason() {
        return true;
    }

    @Override
    public String releaseId() {
        return manifest.releaseId();
    }

    @Override
    public String manifestSha256() {
        return manifest.sha256();
    }

    @Override
    public Footing footing() {
        return footing;
    }

    @Override
    public synchronized void close() {
        graphs.close();
    }
}
