package robotaxi.city.gate.adapter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the subset of Python's pickle protocol 0 that a driver's debug information needs: one dictionary of texts, whole
 * numbers and truth values. Anything else is left unread; nothing is ever executed.
 */
final class DebugWords {
    private DebugWords() {}

    /** The dictionary, or an empty one where these bytes are anything else. */
    static Map<String, String> read(byte[] pickle) {
        String text = new String(pickle, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("(d") || !text.endsWith(".")) {
            return Map.of();
        }
        Map<String, String> words = new LinkedHashMap<>();
        String body = text.substring(2, text.length() - 1);
        while (!body.isEmpty()) {
            int keyEnd = body.indexOf('\n');
            int valueEnd = keyEnd < 0 ? -1 : body.indexOf('\n', keyEnd + 1);
            boolean pair = valueEnd > 0
                    && body.charAt(0) == 'V'
                    && (body.charAt(keyEnd + 1) == 'V' || body.charAt(keyEnd + 1) == 'I')
                    && valueEnd + 1 < body.length()
                    && body.charAt(valueEnd + 1) == 's';
            if (!pair) {
                return Map.of();
            }
            words.put(unescaped(body.substring(1, keyEnd)), unescaped(body.substring(keyEnd + 2, valueEnd)));
            body = body.substring(valueEnd + 2);
        }
        return words;
    }

    /** The same dictionary as AlpaSim's own reader takes it; here for drivers of our own. */
    static byte[] write(Map<String, String> words) {
        StringBuilder out = new StringBuilder("(d");
        words.forEach((key, value) -> {
            for (String text : List.of(key, value)) {
                out.append('V')
                        .append(text.replace("\\", "\\u005c").replace("\n", "\\u000a"))
                        .append('\n');
            }
            out.append('s');
        });
        return out.append('.').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.startsWith("\\u", i) && i + 6 <= raw.length()) {
                text.append((char) Integer.parseInt(raw.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(raw.charAt(i));
            }
        }
        return text.toString();
    }
}
