package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that targets metadata lists.
 *
 * @param path as clients ask for it, for instance "models/city-reflex/1.1.0/sim-cpu.zip"
 * @param lengthBytes of its content
 * @param sha256 of its content, lower-case hex
 * @param hardwareIds kinds of computers that it is for; none where metadata do not say, as for devices that ask for themselves
 * @param releaseCounter grows from release to release: no car goes back to a lower one; 0 where metadata do not say
 * @param manifest what else was signed of it: {@code release} and {@code variant}, or null
 */
public record TargetFile(
        String path,
        long lengthBytes,
        String sha256,
        List<String> hardwareIds,
        long releaseCounter,
        @Nullable ObjectNode manifest) {
    /** Refuses a path that could leave its folder, and a hash that is none. */
    public TargetFile {
        hardwareIds = List.copyOf(hardwareIds);
        if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.contains("\\") || lengthBytes < 0) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a target: " + path);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a SHA-256: " + path);
        }
    }

    /** A file that metadata say no more of. */
    public TargetFile(String path, long lengthBytes, String sha256) {
        this(path, lengthBytes, sha256, List.of(), 0, null);
    }

    /** A file without a manifest. */
    public TargetFile(String path, long lengthBytes, String sha256, List<String> hardwareIds, long releaseCounter) {
        this(path, lengthBytes, sha256, hardwareIds, releaseCounter, null);
    }

    /** All files of the metadata by path. */
    public static Map<String, TargetFile> listedIn(SignedMetadata targets) {
        Map<String, TargetFile> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                TufJson.member(targets.signed(), "targets").properties()) {
            JsonNode file = entry.getValue();
            JsonNode custom = file.path("custom");
            files.put(
                    entry.getKey(),
                    new TargetFile(
                            entry.getKey(),
                            TufJson.positive(file, "length"),
                            TufJson.text(TufJson.member(file, "hashes"), "sha256"),
                            custom.path("hardwareIds")
                                    .valueStream()
                                    .map(JsonNode::asText)
                                    .toList(),
                            custom.path("releaseCounter").asLong(0),
                            manifestIn(custom)));
        }
        return files;
    }

    private static @Nullable ObjectNode manifestIn(JsonNode custom) {
        if (!custom.has("release")) {
            return null;
        }
        ObjectNode manifest = TufJson.object();
        manifest.set("release", custom.get("release"));
        if (custom.has("variant")) {
            manifest.set("variant", custom.get("variant"));
        }
        return manifest;
    }

    /** The name under which a server with consistent snapshots serves it: the hash stands before the last name. */
    public String servedPath() {
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + sha256 + "." + path.substring(slash);
    }
}
