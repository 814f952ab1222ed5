package robotaxi.onboard.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members are asked for by name and type. */
public record JsonMap(Map<String, Object> members) {

    static JsonMap of(Object value) {
        return new JsonMap(asMap(value, "value"));
    }

    /** The names of all members. */
    public Set<String> keys() {
        return members.keySet();
    }

    /** The member, which must be there. */
    public String string(String key) {
        return typed(get(key), String.class, key, "a string");
    }

    /** The member, which must be a whole number. */
    public long whole(String key) {
        return typed(get(key), Long.class, key, "a whole number");
    }

    /** The member, which must be a number. */
    public double number(String key) {
        return typed(get(key), Number.class, key, "a number").doubleValue();
    }

    /** The member, which must be an object. */
    public JsonMap map(String key) {
        return new JsonMap(asMap(get(key), key));
    }

    /** The member, which must be an array. */
    public List<?> list(String key) {
        return typed(get(key), List.class, key, "an array");
    }

    /** The member, which must be an array of objects. */
    public List<JsonMap> maps(String key) {
        return list(key).stream().map(item -> new JsonMap(asMap(item, key))).toList();
    }

    /** The member, which must be an array of strings. */
    public List<String> strings(String key) {
        return list(key).stream()
                .map(item -> typed(item, String.class, key, "an array of strings"))
                .toList();
    }

    /** The member, if there is one and it is a string. */
    public Optional<String> findString(String key) {
        return members.get(key) instanceof String s ? Optional.of(s) : Optional.empty();
    }

    /** The member, if there is one; it must be an array of strings. */
    public Optional<List<String>> findStrings(String key) {
        return members.containsKey(key) ? Optional.of(strings(key)) : Optional.empty();
    }

    /** The member, if there is one and it is a whole number. */
    public Optional<Long> findWhole(String key) {
        return members.get(key) instanceof Long l ? Optional.of(l) : Optional.empty();
    }

    /** The member as a number, or another value when it is absent. */
    public double numberOr(String key, double absent) {
        return members.get(key) instanceof Number n ? n.doubleValue() : absent;
    }

    /** The member, if there is one and it is an object. */
    public Optional<JsonMap> findMap(String key) {
        return members.get(key) instanceof Map<?, ?> m ? Optional.of(new JsonMap(asMap(m, key))) : Optional.empty();
    }

    /** Refuses members that nobody knows, so that a typing mistake is noticed. */
    public void allowOnly(Set<String> known, String where) {
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                throw new JsonException("unknown key " + key + " in " + where);
            }
        }
    }

    private @Nullable Object get(String key) {
        return members.get(key);
    }

    @SuppressWarnings("unchecked") // the reader makes maps with string keys only
    private static Map<String, Object> asMap(@Nullable Object value, String key) {
        return typed(value, Map.class, key, "an object");
    }

    private static <T> T typed(@Nullable Object value, Class<T> type, String key, String expected) {
        if (!type.isInstance(value)) {
            throw new JsonException(key + " must be " + expected);
        }
        return type.cast(value);
    }

    /** A boolean; false if it is absent. */
    public boolean isTrue(String key) {
        return switch (members.get(key)) {
            case null -> false;
            case Boolean is -> is;
            case Object _ -> throw new JsonException(key + " is neither true nor false");
        };
    }
}
