package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.onboard.model.ReasoningManifest;

/**
 * What the transformer has read so far, in two sets of tensors that take turns: a run reads one and writes the other. A run that was
 * stopped leaves the one that it wrote half done; {@link #restart} makes both count as empty.
 */
final class KeyValueCache {
    private static final int SETS = 2;
    private final List<Map<String, OnnxTensor>> read = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> written = new ArrayList<>();
    private int current;
    private int length;

    KeyValueCache(ReasoningManifest.Sizes sizes, Tensors tensors) throws OrtException {
        for (int set = 0; set < SETS; set++) {
            Map<String, OnnxTensor> in = new LinkedHashMap<>();
            Map<String, OnnxTensor> out = new LinkedHashMap<>();
            for (int layer = 0; layer < sizes.layers(); layer++) {
                for (String part : List.of("k_cache_", "v_cache_")) {
                    OnnxTensor tensor = tensors.floats(1, sizes.kvHeads(), sizes.cacheCapacity(), sizes.headSize())
                            .tensor();
                    in.put(part + layer, tensor);
                    out.put("present_" + part + layer, tensor);
                }
            }
            read.add(in);
            written.add(out);
        }
    }

    /** By the names of inputs, of the set of that number. */
    Map<String, OnnxTensor> asInputs(int set) {
        return read.get(set);
    }

    /** By the names of outputs, of the set of that number. */
    Map<String, OnnxTensor> asOutputs(int set) {
        return written.get(set);
    }

    /** Which set holds what was read. */
    int current() {
        return current;
    }

    /** Tokens that were read. */
    int length() {
        return length;
    }

    /** A run has read so many more tokens, and written them to the other set. */
    void advance(int tokens) {
        current = 1 - current;
        length += tokens;
    }

    /** Begins again. */
    void restart() {
        length = 0;
    }
}
