package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the pipeline wants to have signed of a release beside its files' hashes. The update service says what is wrong with it. */
final class ReleaseManifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode release;
    private final JsonNode variants;

    private ReleaseManifest(ObjectNode release, JsonNode variants) {
        this.release = release;
        this.variants = variants;
    }

    static ReleaseManifest read(Path file) {
        try {
            JsonNode whole = JSON.readTree(file.toFile());
            if (whole == null
                    || !(whole.path("release") instanceof ObjectNode release)
                    || !whole.path("variants").isArray()) {
                throw new StackException(file + " needs an object release and a list variants");
            }
            return new ReleaseManifest(release, whole.path("variants"));
        } catch (IOException e) {
            throw new StackException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of one file. */
    ObjectNode of(String name, String version, String hardware) {
        @Nullable JsonNode own = null;
        for (JsonNode variant : variants) {
            own = variant.path("hardware").asText().equals(hardware) ? variant : own;
        }
        if (own == null) {
            throw new StackException("the manifest has no variant for " + hardware);
        }
        ObjectNode custom = JSON.createObjectNode();
        custom.set("release", release.deepCopy().put("name", name).put("version", version));
        custom.set("variant", own);
        return custom;
    }
}
