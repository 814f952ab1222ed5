package robotaxi.onboard.model.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.ReasoningManifest;
import robotaxi.onboard.model.RouteTokens;

/**
 * The tables beside the graphs.
 *
 * @param words [tokens, hidden]
 * @param history [bins, hidden]
 * @param positions [prefix, hidden]
 * @param images [image tokens of the prefix, 2] image, and token within it
 * @param rope [capacity, head]
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ReasoningTables(float[] words, float[] history, float[] positions, int[] images, float[] rope) {

    static ReasoningTables read(PackageFiles files, ReasoningManifest manifest) throws IOException {
        ReasoningManifest.Sizes sizes = manifest.sizes();
        int prefix = sizes.prefixImages() + 3 * Observation.HISTORY + RouteTokens.COUNT;
        if (prefix != sizes.prefix()) {
            throw new ModelFaultException("model.shape-mismatch", "the prefix has " + sizes.prefix() + " tokens");
        }
        ByteBuffer images = bytes(files, manifest, "prefix_images", 2 * sizes.prefixImages());
        int[] pairs = new int[2 * sizes.prefixImages()];
        images.asIntBuffer().get(pairs);
        return new ReasoningTables(
                floats(
                        files,
                        manifest,
                        "word_embedding",
                        manifest.vocabulary().words().size() * sizes.hidden()),
                floats(files, manifest, "history_embedding", manifest.history().bins() * sizes.hidden()),
                floats(files, manifest, "prefix_position", sizes.prefix() * sizes.hidden()),
                pairs,
                floats(files, manifest, "rope", sizes.cacheCapacity() * sizes.headSize()));
    }

    private static float[] floats(PackageFiles files, ReasoningManifest manifest, String name, int count)
            throws IOException {
        float[] values = new float[count];
        bytes(files, manifest, name, count).asFloatBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(PackageFiles files, ReasoningManifest manifest, String name, int count)
            throws IOException {
        String file = manifest.tables().get(name);
        if (file == null) {
            throw new JsonException("there is no table " + name);
        }
        byte[] bytes = files.read(file);
        if (bytes.length != count * Float.BYTES) {
            throw new ModelFaultException("model.shape-mismatch", name + " has " + bytes.length + " bytes");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
