package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that targets metadata lists.
 *
 * @param path as clients ask for it, for instance "models/city-reflex/1.1.0/sim-cpu.zip"
 * @param lengthBytes of its content
 * @param sha256 of its content, lower-case hex
 * @param custom what else was signed of it, or null
 */
public record TargetFile(
        String path,
        long lengthBytes,
        String sha256,
        @Nullable JsonNode custom) {
    /** Refuses a path that could leave its folder, and a hash that is none. */
    public TargetFile {
        if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.contains("\\") || lengthBytes < 0) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a target: " + path);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a SHA-256: " + path);
        }
    }

    /** One of which nothing else was signed. */
    public TargetFile(String path, long lengthBytes, String sha256) {
        this(path, lengthBytes, sha256, null);
    }

    /** All files of the metadata by path. */
    public static Map<String, TargetFile> listedIn(SignedMetadata targets) {
        Map<String, TargetFile> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                TufJson.member(targets.signed(), "targets").properties()) {
            JsonNode file = entry.getValue();
            files.put(
                    entry.getKey(),
                    new TargetFile(
                            entry.getKey(),
                            TufJson.positive(file, "length"),
                            TufJson.text(TufJson.member(file, "hashes"), "sha256"),
                            file.get("custom")));
        }
        return files;
    }

    /** The name under which a server with consistent snapshots serves it: the hash stands before the last name. */
    public String servedPath() {
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + sha256 + "." + path.substring(slash);
    }
}
