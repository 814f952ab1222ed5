package robotaxi.benchmarks.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import robotaxi.contracts.mcap.McapAttachment;
import robotaxi.contracts.mcap.McapLayout;
import robotaxi.contracts.mcap.McapWriter;

/**
 * A case of the public conformance suite: records to write, and the hash of the file that they make.
 *
 * @param layout which optional records the file has
 * @param records as the suite lists them
 * @param sha256 of the right file
 */
public record ConformanceCase(String name, McapLayout layout, JsonNode records, String sha256) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the suite, a case a line. */
    public static List<ConformanceCase> readAll(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(ConformanceCase::read).toList();
    }

    private static ConformanceCase read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            Set<String> features = new TreeSet<>();
            json.path("meta").path("variant").path("features").forEach(feature -> features.add(feature.asText()));
            McapLayout layout = new McapLayout(
                    features.contains("ch"),
                    features.contains("mx"),
                    features.contains("st"),
                    features.contains("rsh"),
                    features.contains("rch"),
                    features.contains("ax"),
                    features.contains("mdx"),
                    features.contains("chx"),
                    features.contains("sum"),
                    features.contains("pad"));
            return new ConformanceCase(
                    json.path("name").asText(),
                    layout,
                    json.path("records"),
                    json.path("mcap_sha256").asText());
        } catch (IOException e) {
            throw new IllegalArgumentException("a case that is no JSON", e);
        }
    }

    /** Whether our writer writes the right file. */
    public boolean passes() throws IOException {
        return sha256.equals(sha256(write()));
    }

    private byte[] write() throws IOException {
        var out = new ByteArrayOutputStream();
        Fields header = new Fields(records.path(0));
        try (McapWriter mcap = new McapWriter(out, header.text("profile"), header.text("library"), layout)) {
            for (JsonNode record : records) {
                String type = record.path("type").asText();
                if ("DataEnd".equals(type)) {
                    break;
                }
                write(type, new Fields(record), mcap);
            }
        }
        return out.toByteArray();
    }

    private static void write(String type, Fields of, McapWriter mcap) throws IOException {
        switch (type) {
            case "Schema" -> mcap.schema(of.id("id"), of.text("name"), of.text("encoding"), of.bytes("data"));
            case "Channel" ->
                mcap.channel(
                        of.id("id"),
                        of.id("schema_id"),
                        of.text("topic"),
                        of.text("message_encoding"),
                        of.map("metadata"));
            case "Message" ->
                mcap.message(
                        of.id("channel_id"),
                        of.number("sequence"),
                        of.number("log_time"),
                        of.number("publish_time"),
                        of.bytes("data"));
            case "Attachment" ->
                mcap.attachment(new McapAttachment(
                        of.number("log_time"),
                        of.number("create_time"),
                        of.text("name"),
                        of.text("media_type"),
                        of.bytes("data")));
            case "Metadata" -> mcap.metadata(of.text("name"), of.map("metadata"));
            default -> {} // the header
        }
    }

    /** The fields of a record: pairs of name and value, numbers as text, bytes as arrays of them. */
    private static final class Fields {
        private final Map<String, JsonNode> values = new LinkedHashMap<>();

        Fields(JsonNode record) {
            record.path("fields").forEach(pair -> values.put(pair.path(0).asText(), pair.path(1)));
        }

        private JsonNode of(String name) {
            JsonNode value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("a record without " + name);
            }
            return value;
        }

        String text(String name) {
            return of(name).asText();
        }

        long number(String name) {
            return Long.parseUnsignedLong(text(name));
        }

        int id(String name) {
            return (int) number(name);
        }

        byte[] bytes(String name) {
            var bytes = new ByteArrayOutputStream();
            of(name).forEach(value -> bytes.write(Integer.parseInt(value.asText())));
            return bytes.toByteArray();
        }

        Map<String, String> map(String name) {
            Map<String, String> map = new LinkedHashMap<>();
            of(name).properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
            return map;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
