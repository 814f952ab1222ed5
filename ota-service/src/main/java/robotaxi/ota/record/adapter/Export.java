package robotaxi.ota.record.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines for whoever must prove something: written as they are read, and hashed on the way. The last line says the SHA-256 of all lines before
 * it, so that an export that was cut or changed is known for one.
 */
final class Export {
    private final OutputStream out;
    private final ObjectMapper json;
    private final MessageDigest digest;
    private long lines;

    Export(OutputStream out, ObjectMapper json) {
        this.out = out;
        this.json = json;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One JSON object: what it is, and what it says. */
    void json(String type, Object content) throws IOException {
        line("{\"type\":\"" + type + "\",\"content\":" + written(content) + "}");
    }

    /** One line of comma-separated values after RFC 4180. */
    void csv(@Nullable Object... values) throws IOException {
        line(Arrays.stream(values).map(Export::cell).collect(Collectors.joining(",")));
    }

    private static String cell(@Nullable Object value) {
        String text = switch (value) {
            case null -> "";
            case List<?> many -> many.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> value.toString();
        };
        // What a spreadsheet takes for a formula is kept a text.
        String plain = text.startsWith("=") || text.startsWith("+") || text.startsWith("@") ? "'" + text : text;
        boolean quoted = plain.contains(",") || plain.contains("\"") || plain.contains("\n") || plain.contains("\r");
        return quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }

    private String written(Object content) throws JsonProcessingException {
        return json.writeValueAsString(content);
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        digest.update(bytes);
        out.write(bytes);
        lines++;
    }

    /** Lines so far. */
    long lines() {
        return lines;
    }

    /** Hash of all lines; none may follow but the last. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The last line, which the hash does not cover. */
    void seal(String line) throws IOException {
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
    }
}
