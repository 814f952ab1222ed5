package robotaxi.kit.tus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of an upload: the tus header Upload-Metadata, comma-separated {@code key base64value}.
 *
 * @param values by key
 */
public record UploadMetadata(Map<String, String> values) {
    /** Keeps the order in which they came. */
    public UploadMetadata {
        values = Map.copyOf(values);
    }

    /** Reads the header; empty when it cannot be read. */
    public static Optional<UploadMetadata> parse(String header) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : header.strip().split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts.length > 2 || parts[0].isEmpty() || values.containsKey(parts[0])) {
                return Optional.empty();
            }
            try {
                byte[] value = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
                values.put(parts[0], new String(value, UTF_8));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new UploadMetadata(values));
    }

    /** A value, or empty text. */
    public String value(String key) {
        return values.getOrDefault(key, "");
    }
}
