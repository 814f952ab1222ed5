package robotaxi.onboard.door;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a dictionary of texts, whole numbers and truth values as a Python pickle, protocol 0, which is what AlpaSim reads debug information from. */
public final class Pickle {
    private Pickle() {}

    /** The pickled dictionary. */
    public static byte[] of(Map<String, ?> entries) {
        StringBuilder out = new StringBuilder("(d");
        entries.forEach((key, value) -> {
            unicode(key, out);
            switch (value) {
                case Boolean truth -> out.append(truth ? "I01\n" : "I00\n");
                case Integer number -> out.append('I').append((int) number).append('\n');
                case String text -> unicode(text, out);
                default -> throw new IllegalArgumentException("cannot be pickled: " + key);
            }
            out.append('s');
        });
        return out.append('.').toString().getBytes(StandardCharsets.US_ASCII);
    }

    // Protocol 0 reads a unicode text up to the line's end, as raw-unicode-escape.
    private static void unicode(String text, StringBuilder out) {
        out.append('V');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\n' || c == '\r' || c > 0x7e || c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('\n');
    }
}
