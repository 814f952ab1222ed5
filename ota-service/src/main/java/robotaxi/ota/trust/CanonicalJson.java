package robotaxi.ota.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical JSON that TUF signs: the OLPC form, which is not RFC 8785. Keys are sorted by code point, nothing is blank,
 * numbers are integers, and in strings only the quote and the backslash are escaped, so that a line break stays raw.
 *
 * @see <a href="https://wiki.laptop.org/go/Canonical_JSON">OLPC canonical JSON</a>
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The bytes that are signed.
     *
     * @throws TrustException {@link TrustRefusal#MALFORMED} for a number with a fraction
     */
    public static byte[] of(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString().getBytes(UTF_8);
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeString(node.textValue(), out);
            case NUMBER -> out.append(integer(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            default -> throw new TrustException(TrustRefusal.MALFORMED, "no canonical form of " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        Map<String, JsonNode> sorted =
                new TreeMap<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
        node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        out.append('{');
        String comma = "";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            out.append(comma);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static void writeArray(JsonNode node, StringBuilder out) {
        out.append('[');
        String comma = "";
        for (JsonNode element : node) {
            out.append(comma);
            write(element, out);
            comma = ",";
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    private static String integer(JsonNode number) {
        if (!number.isIntegralNumber()) {
            throw new TrustException(TrustRefusal.MALFORMED, "a number with a fraction: " + number);
        }
        return number.bigIntegerValue().toString();
    }
}
