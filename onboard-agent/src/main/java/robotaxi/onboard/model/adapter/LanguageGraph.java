package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.onboard.model.ReasoningManifest;

/** The transformer that reads a prefix and says words, into the cache and out of it. */
final class LanguageGraph {
    private final GuardedRun graph;
    private final KeyValueCache cache;
    private final FloatBuffer logits;
    private final Step prefix;
    private final Step word;
    private final float[] answer;

    /** A number of tokens at once: its tensors, and the inputs and outputs for either turn of the cache. */
    private record Step(
            int tokens,
            Tensors.Floats embeds,
            Tensors.Ints positions,
            Tensors.Ints start,
            List<Map<String, OnnxTensor>> inputs,
            List<Map<String, OnnxTensor>> outputs) {}

    LanguageGraph(GuardedRun graph, ReasoningManifest manifest, KeyValueCache cache, OnnxTensor rope, Tensors tensors)
            throws OrtException {
        this.graph = graph;
        this.cache = cache;
        Tensors.Floats out = tensors.floats(1, 1, manifest.sayable());
        logits = out.buffer();
        answer = new float[manifest.sayable()];
        int hidden = manifest.sizes().hidden();
        prefix = step(manifest.sizes().prefix() + 1, hidden, rope, out.tensor(), tensors);
        word = step(1, hidden, rope, out.tensor(), tensors);
    }

    private Step step(int tokens, int hidden, OnnxTensor rope, OnnxTensor logitsOut, Tensors tensors)
            throws OrtException {
        Step step = new Step(
                tokens,
                tensors.floats(1, tokens, hidden),
                tensors.ints(1, tokens),
                tensors.ints(1),
                new ArrayList<>(),
                new ArrayList<>());
        for (int turn = 0; turn < 2; turn++) {
            Map<String, OnnxTensor> in = new LinkedHashMap<>();
            in.put("inputs_embeds", step.embeds().tensor());
            in.put("attention_pos_id", step.positions().tensor());
            in.put("kvcache_start_index", step.start().tensor());
            in.put("rope_rotary_cos_sin", rope);
            in.putAll(cache.asInputs(turn));
            Map<String, OnnxTensor> out = new LinkedHashMap<>();
            out.put("logits", logitsOut);
            out.putAll(cache.asOutputs(1 - turn));
            step.inputs().add(in);
            step.outputs().add(out);
        }
        return step;
    }

    /** Where the rows of the prefix and of the first token after it go. */
    FloatBuffer prefixRows() {
        return prefix.embeds().buffer();
    }

    /** Where the row of the next word goes. */
    FloatBuffer wordRow() {
        return word.embeds().buffer();
    }

    /** Reads the prefix from the start. Answers the logits of what comes after it; they are overwritten by the next run. */
    float[] readPrefix(long endNanos) {
        cache.restart();
        return run(prefix, endNanos);
    }

    /** Reads one word more. */
    float[] readWord(long endNanos) {
        return run(word, endNanos);
    }

    private float[] run(Step step, long endNanos) {
        int from = cache.length();
        step.start().buffer().put(0, from);
        for (int i = 0; i < step.tokens(); i++) {
            step.positions().buffer().put(i, from + i);
        }
        graph.run(step.inputs().get(cache.current()), step.outputs().get(cache.current()), endNanos);
        cache.advance(step.tokens());
        logits.get(0, answer);
        return answer;
    }
}
