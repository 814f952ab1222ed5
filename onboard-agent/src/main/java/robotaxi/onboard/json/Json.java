package robotaxi.onboard.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text into maps, lists, strings, longs, doubles and booleans. Refuses duplicate keys, since a signature over a
 * text that two readers understand differently protects nothing.
 */
public final class Json {
    /** JSON's null. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object that the UTF-8 text holds. */
    public static JsonMap object(byte[] utf8) {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("not UTF-8");
        }
    }

    /** The object that the text holds. */
    public static JsonMap object(String text) {
        return JsonMap.of(value(text));
    }

    /** Whatever the text holds. */
    public static Object value(String text) {
        Json reader = new Json(text);
        Object value = reader.readValue(0);
        reader.skipBlanks();
        if (reader.at != text.length()) {
            throw reader.wrong("something follows the value");
        }
        return value;
    }

    private Object readValue(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("nested too deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> readObject(depth);
            case '[' -> readArray(depth);
            case '"' -> readString();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readWord("null", NULL);
            default -> readNumber();
        };
    }

    private Map<String, Object> readObject(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        skipBlanks();
        if (takeIf('}')) {
            return members;
        }
        do {
            skipBlanks();
            String key = readString();
            skipBlanks();
            expect(':');
            if (members.put(key, readValue(depth + 1)) != null) {
                throw wrong("key appears twice: " + key);
            }
            skipBlanks();
        } while (takeIf(','));
        expect('}');
        return members;
    }

    private List<Object> readArray(int depth) {
        List<Object> items = new ArrayList<>();
        expect('[');
        skipBlanks();
        if (takeIf(']')) {
            return items;
        }
        do {
            items.add(readValue(depth + 1));
            skipBlanks();
        } while (takeIf(','));
        expect(']');
        return items;
    }

    private String readString() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = take();
            switch (c) {
                case '"' -> {
                    return out.toString();
                }
                case '\\' -> out.append(readEscape());
                default -> out.append(c);
            }
        }
    }

    private char readEscape() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readUnicode();
            default -> throw wrong("unknown escape");
        };
    }

    private char readUnicode() {
        if (at + 4 > text.length()) {
            throw wrong("text ends in an escape");
        }
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException e) {
            throw wrong("bad unicode escape");
        }
    }

    private Object readWord(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong("unknown word");
        }
        at += word.length();
        return meaning;
    }

    private Object readNumber() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
            if (whole) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw wrong("not a value");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("text ends early");
        }
        return text.charAt(at);
    }

    private char take() {
        char c = peek();
        at++;
        return c;
    }

    private boolean takeIf(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!takeIf(c)) {
            throw wrong("expected " + c);
        }
    }

    private JsonException wrong(String what) {
        return new JsonException(what + " (at character " + at + ")");
    }
}
