package robotaxi.contracts.custody;

import java.io.IOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/** What an entry says of itself: one flat JSON object of texts and whole numbers, in the canonical form of RFC 8785. */
public final class Meta {
    private static final String SEQUENCE = "\"sequence\":";
    private static final int ASCII_PRINTABLE = 0x20;
    private static final int ASCII_END = 0x7f;

    private Meta() {}

    /** The canonical form of members, each a {@link String} or a {@link Long}. */
    public static String canonical(Map<String, Object> members) {
        StringBuilder json = new StringBuilder("{");
        members.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",").append(quoted(name)).append(':');
            json.append(
                    switch (value) {
                        case String text -> quoted(text);
                        case Long number -> number.toString();
                        default -> throw new IllegalArgumentException("no text and no whole number: " + name);
                    });
        });
        return canonical(json.append('}').toString());
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new CustodyException("it has no canonical form: " + e.getMessage(), e);
        }
    }

    /** Whether a text is such an object, in its canonical form. */
    public static boolean isCanonical(String text) {
        try {
            return text.startsWith("{") && canonical(text).equals(text);
        } catch (CustodyException e) {
            return false;
        }
    }

    /** The number of the entry; -1 if it says none. In canonical JSON nothing but that member reads so: quotes in texts are escaped. */
    static long sequence(String canonical) {
        int at = canonical.indexOf(SEQUENCE);
        if (at < 0) {
            return -1;
        }
        long number = 0;
        int start = at + SEQUENCE.length();
        int i = start;
        while (i < canonical.length() && Character.isDigit(canonical.charAt(i)) && i - start < 18) {
            number = number * 10 + (canonical.charAt(i) - '0');
            i++;
        }
        return i == start ? -1 : number;
    }

    /** A text member; empty if it is not there. */
    public static String text(String canonical, String name) {
        String key = quoted(name) + ":\"";
        int at = canonical.indexOf(key);
        if (at < 0) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        int i = at + key.length();
        while (i < canonical.length() && canonical.charAt(i) != '"') {
            char c = canonical.charAt(i++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = canonical.charAt(i++);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    out.append((char) Integer.parseInt(canonical.substring(i, i + 4), 16));
                    i += 4;
                }
                default -> out.append(escape);
            }
        }
        return out.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ASCII_PRINTABLE && c < ASCII_END) {
                out.append(c);
            } else {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }
}
