package robotaxi.onboard.model;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/**
 * What a model package says of itself, checked against its files.
 *
 * @param distances metres behind each distance class, negative for "none"
 */
public record ModelManifest(
        String name,
        String version,
        String sha256,
        String graphFile,
        String goldenFile,
        double goldenTolerance,
        int width,
        int height,
        List<String> templates,
        List<String> metaActions,
        List<Double> distances) {
    /** Its name. */
    public static final String FORMAT = "robotaxi-model-package/1";

    /** Release id. */
    public String releaseId() {
        return name + "@" + version;
    }

    /** Reads the manifest and checks the hash of every file it names. */
    public static ModelManifest read(PackageFiles files) {
        try {
            byte[] bytes = files.read("manifest.json");
            JsonMap json = Json.object(bytes);
            if (!json.string("format").equals(FORMAT)) {
                throw new ModelFaultException("model.unknown-format", "format is " + json.string("format"));
            }
            JsonMap policy = json.map("graphs").map("policy");
            JsonMap golden = json.map("golden");
            check(files, policy);
            check(files, golden);
            JsonMap reasoning = json.map("reasoning");
            return new ModelManifest(
                    json.string("name"),
                    json.string("version"),
                    sha256(bytes),
                    policy.string("file"),
                    golden.string("file"),
                    golden.number("tolerance"),
                    (int) json.map("camera").whole("width"),
                    (int) json.map("camera").whole("height"),
                    reasoning.strings("templates"),
                    reasoning.strings("meta_actions"),
                    distances(reasoning));
        } catch (IOException | JsonException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(PackageFiles files, JsonMap entry) throws IOException {
        if (!sha256(files.read(entry.string("file"))).equals(entry.string("sha256"))) {
            throw new ModelFaultException("model.hash-mismatch", "hash differs for " + entry.string("file"));
        }
    }

    private static List<Double> distances(JsonMap reasoning) {
        List<Double> out = new ArrayList<>();
        for (Object item : reasoning.list("distances_metres")) {
            out.add(item instanceof Number n ? n.doubleValue() : -1.0);
        }
        return out;
    }

    /** SHA-256 in hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sentence for a reason class and a distance class. */
    public String sentence(int reason, int distance) {
        String template = templates.get(Math.clamp(reason, 0, templates.size() - 1));
        double metres = distances.get(Math.clamp(distance, 0, distances.size() - 1));
        if (metres >= 0) {
            return template.replace("{distance}", String.valueOf(Math.round(metres)));
        }
        return template.replaceAll(" ?(at|in|within|about)? ?\\{distance\\}( m| metres)?", "");
    }
}
