package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import robotaxi.onboard.model.ReasoningManifest;

/** The eyes: pictures in, each by itself, and what the transformer reads of them out. */
final class VisualGraph {
    private static final int CHANNELS = 3;

    private final GuardedRun graph;
    private final FloatBuffer pixels;
    private final FloatBuffer embeds;
    private final int pictureSize;
    private final int embedSize;
    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();

    VisualGraph(GuardedRun graph, ReasoningManifest manifest, Tensors tensors) throws OrtException {
        this.graph = graph;
        int most = manifest.eyes().pictures();
        int height = manifest.picture().height();
        int width = manifest.picture().width();
        int tokens = manifest.sizes().imageTokens();
        int hidden = manifest.sizes().hidden();
        pictureSize = CHANNELS * height * width;
        embedSize = tokens * hidden;
        pixels = Tensors.memory(most * pictureSize);
        embeds = Tensors.memory(most * embedSize);
        for (int n = 1; n <= most; n++) {
            inputs.add(Map.of(
                    "pixel_values",
                    tensors.over(pixels, n, CHANNELS, height, width).tensor()));
            outputs.add(Map.of(
                    "image_embeds", tensors.over(embeds, n, tokens, hidden).tensor()));
        }
    }

    /** Where the pixels of pictures go, RGB planes, one picture after the other. */
    FloatBuffer pixels() {
        return pixels;
    }

    int pictureSize() {
        return pictureSize;
    }

    /** Looks at the first pictures. */
    void run(int pictures, long endNanos) {
        graph.run(inputs.get(pictures - 1), outputs.get(pictures - 1), endNanos);
    }

    /** What came of a picture. */
    void embeddings(int picture, float[] out) {
        embeds.get(picture * embedSize, out);
    }

    int embedSize() {
        return embedSize;
    }
}
