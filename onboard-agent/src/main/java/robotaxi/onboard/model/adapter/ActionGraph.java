package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.ReasoningManifest;

/** The flow that goes from noise to actions, step by step, over what the transformer has read. */
final class ActionGraph {
    private static final int PAIRS = Actions.STEPS * 2;

    private final GuardedRun graph;
    private final KeyValueCache cache;
    private final ReasoningManifest.Normal normal;
    private final float[] ropeTable;
    private final int headSize;
    private final Tensors.Ints start;
    private final Tensors.Floats rope;
    private final Tensors.Floats from;
    private final Tensors.Floats to;
    private final List<Tensors.Floats> trajectories;
    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();
    private final float[] pairs = new float[PAIRS];

    ActionGraph(GuardedRun graph, ReasoningManifest manifest, KeyValueCache cache, float[] ropeTable, Tensors tensors)
            throws OrtException {
        this.graph = graph;
        this.cache = cache;
        this.normal = manifest.actions();
        this.ropeTable = ropeTable;
        headSize = manifest.sizes().headSize();
        start = tensors.ints(1);
        rope = tensors.floats(1, Actions.STEPS, headSize);
        from = tensors.floats(1);
        to = tensors.floats(1);
        trajectories = List.of(tensors.floats(1, Actions.STEPS, 2), tensors.floats(1, Actions.STEPS, 2));
        Tensors.Ints positions = tensors.ints(1, Actions.STEPS);
        for (int i = 0; i < Actions.STEPS; i++) {
            positions.buffer().put(i, i);
        }
        for (int turn = 0; turn < 2; turn++) {
            for (int set = 0; set < 2; set++) {
                Map<String, OnnxTensor> in = new LinkedHashMap<>();
                in.put("noise_trajectory", trajectories.get(turn).tensor());
                in.put("time_steps_t0", from.tensor());
                in.put("time_steps_t1", to.tensor());
                in.put("kvcache_start_index", start.tensor());
                in.put("attention_pos_id", positions.tensor());
                in.put("rope_rotary_cos_sin", rope.tensor());
                in.putAll(cache.asInputs(set));
                inputs.add(in);
            }
            outputs.add(Map.of("denoised_trajectory", trajectories.get(1 - turn).tensor()));
        }
    }

    /** Standard normal numbers of a seed. */
    static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] noise = new float[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    /** From noise to actions. */
    Actions run(float[] noise, int steps, long endNanos) {
        start.buffer().put(0, cache.length());
        rope.buffer().put(0, ropeTable, cache.length() * headSize, Actions.STEPS * headSize);
        trajectories.getFirst().buffer().put(0, noise);
        int turn = 0;
        for (int i = 0; i < steps; i++) {
            from.buffer().put(0, (float) i / steps);
            to.buffer().put(0, (float) (i + 1) / steps);
            graph.run(inputs.get(2 * turn + cache.current()), outputs.get(turn), endNanos);
            turn = 1 - turn;
        }
        trajectories.get(turn).buffer().get(0, pairs);
        for (int i = 0; i < PAIRS; i++) {
            int channel = i % 2;
            double limit = normal.limits()[channel];
            double value = pairs[i] * normal.deviation()[channel] + normal.mean()[channel];
            pairs[i] = (float) Math.clamp(value, -limit, limit);
        }
        return Actions.ofPairs(pairs);
    }
}
