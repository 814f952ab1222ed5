package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.Footing;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.Plan;

/**
 * A model of one graph, without words of its own, on ONNX Runtime. A provider is accepted only when it answers the golden vectors as the trainer saw them.
 * Input buffers are made once and used again; every tensor and result is closed.
 */
final class PolicyModel implements DrivingModel {
    private static final System.Logger LOG = System.getLogger(PolicyModel.class.getName());
    private static final Eyes EYES = new Eyes(List.of(Eyes.FRONT_WIDE), List.of(200_000L, 0L), 300_000, true);
    private static final Set<String> OUTPUTS = Set.of("actions", "reason_logits", "distance_logits");

    private final ModelManifest manifest;
    private final Footing footing;
    private final OrtSession session;
    private final GoldenVectors golden;
    private final FrameDecoder decoder;
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private PolicyModel(ModelManifest manifest, Footing footing, OrtSession session, GoldenVectors golden) {
        this.manifest = manifest;
        this.footing = footing;
        this.session = session;
        this.golden = golden;
        this.decoder = new FrameDecoder(manifest.width(), manifest.height());
        input("pixel_values", 1, 6, manifest.height(), manifest.width());
        input("ego_history", 1, Observation.HISTORY, 4);
        input("route", 1, Observation.WAYPOINTS, 2);
        input("context", 1, 4);
    }

    private void input(String name, long... shape) {
        int size = 1;
        for (long side : shape) {
            size = Math.toIntExact(size * side);
        }
        shapes.put(name, shape);
        buffers.put(
                name,
                ByteBuffer.allocateDirect(size * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer());
    }

    /** Loads a package on the best provider that proves itself. */
    static PolicyModel load(PackageFiles files, HostOptions options) {
        ModelManifest manifest = ModelManifest.read(files);
        try {
            byte[] graph = files.read(manifest.graphFile());
            GoldenVectors golden = GoldenVectors.read(files.read(manifest.goldenFile()));
            return Sessions.best(options, provider -> "fp32", (provider, variant, passedOver) -> {
                Footing footing = new Footing(provider.label, variant, passedOver);
                return proven(manifest, footing, Sessions.open(provider, options, variant, graph), golden);
            });
        } catch (IOException | JsonException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }

    private static PolicyModel proven(
            ModelManifest manifest, Footing footing, OrtSession session, GoldenVectors golden) {
        PolicyModel model = new PolicyModel(manifest, footing, session, golden);
        try {
            model.prove();
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.log(
                Level.INFO,
                () -> "Model loaded release=" + manifest.releaseId() + " provider=" + footing.provider()
                        + " goldenSamples=" + golden.samples().size());
        return model;
    }

    @Override
    public synchronized void prove() {
        golden.samples().forEach(this::check);
    }

    private void check(GoldenVectors.Sample sample) {
        sample.inputs().forEach((name, values) -> {
            FloatBuffer buffer = buffers.get(name);
            if (buffer == null || buffer.capacity() != values.length) {
                throw new ModelFaultException("model.golden-mismatch", "golden input does not fit: " + name);
            }
            buffer.put(0, values);
        });
        Map<String, float[]> answers = run();
        sample.outputs().forEach((name, expected) -> {
            float[] answer = answers.get(name);
            if (answer == null || answer.length != expected.length) {
                throw new ModelFaultException("model.golden-mismatch", "golden output does not fit: " + name);
            }
            for (int i = 0; i < expected.length; i++) {
                double allowed = manifest.goldenTolerance() * Math.max(1, Math.abs(expected[i]));
                if (!(Math.abs(answer[i] - expected[i]) <= allowed)) {
                    throw new ModelFaultException(
                            "model.golden-mismatch",
                            name + "[" + i + "] is " + answer[i] + ", the trainer saw " + expected[i]);
                }
            }
        });
    }

    @Override
    public synchronized Plan plan(Observation observation, Effort effort) {
        FloatBuffer pixels = buffer("pixel_values");
        decoder.decode(observation.pictures().get(0), pixels, 0);
        decoder.decode(observation.pictures().get(1), pixels, 3);
        buffer("ego_history").put(0, observation.egoHistory());
        buffer("route").put(0, observation.route());
        buffer("context").put(0, observation.context());
        Map<String, float[]> answers = run();
        Actions actions = Actions.ofPairs(answer(answers, "actions"));
        float[] reasons = answer(answers, "reason_logits");
        int reason = largest(reasons);
        String meta = manifest.metaActions()
                .get(Math.min(reason, manifest.metaActions().size() - 1));
        String sentence = manifest.sentence(reason, largest(answer(answers, "distance_logits")));
        return new Plan(actions.accelerations(), actions.curvatures(), sentence, meta, probability(reasons, reason));
    }

    private FloatBuffer buffer(String name) {
        return java.util.Objects.requireNonNull(buffers.get(name));
    }

    private static float[] answer(Map<String, float[]> answers, String name) {
        float[] values = answers.get(name);
        if (values == null) {
            throw new ModelFaultException("model.output-missing", "the graph has no output " + name);
        }
        return values;
    }

    private Map<String, float[]> run() {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (var buffer : buffers.entrySet()) {
                buffer.getValue().rewind();
                long[] shape = java.util.Objects.requireNonNull(shapes.get(buffer.getKey()));
                inputs.put(
                        buffer.getKey(),
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer.getValue(), shape));
            }
            try (OrtSession.Result result = session.run(inputs, OUTPUTS)) {
                Map<String, float[]> out = new LinkedHashMap<>();
                for (var entry : result) {
                    FloatBuffer values = ((OnnxTensor) entry.getValue()).getFloatBuffer();
                    float[] copy = new float[values.remaining()];
                    values.get(copy);
                    out.put(entry.getKey(), copy);
                }
                return out;
            }
        } catch (OrtException e) {
            throw new ModelFaultException("model.run-failed", String.valueOf(e.getMessage()), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static double probability(float[] logits, int index) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - logits[index]);
        }
        return 1 / sum;
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
    public Eyes eyes() {
        return EYES;
    }

    @Override
    public boolean canReason() {
        return false;
    }

    @Override
    public synchronized void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFaultException("model.close-failed", String.valueOf(e.getMessage()), e);
        }
    }
}
