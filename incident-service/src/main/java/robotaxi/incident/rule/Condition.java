package robotaxi.incident.rule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Something that must be so for a row of the table to hold. What is not known is not so.
 *
 * @param fact its name, see {@link Facts}
 * @param values that it is held against
 */
public record Condition(String fact, Is is, List<String> values) {
    /** How a fact is held against values. */
    public enum Is {
        /** It is one of them. */
        ONE_OF,
        /** It is known, and none of them. */
        NONE_OF,
        /** It is a number, and not less than the one value. */
        AT_LEAST,
        /** It is a number, and less than the one value. */
        LESS_THAN;

        /** As the API writes it, for instance {@code one-of}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Reads the API's name. */
        public static Is of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Refuses what can never hold. */
    public Condition {
        values = List.copyOf(values);
        boolean isNumeric = is == Is.AT_LEAST || is == Is.LESS_THAN;
        if (fact.isBlank() || values.isEmpty()) {
            throw new IllegalArgumentException("a condition needs a fact and a value");
        }
        if (isNumeric && (values.size() != 1 || number(values.getFirst()).isEmpty())) {
            throw new IllegalArgumentException(fact + " is compared with one number");
        }
    }

    /** Whether it is so. */
    public boolean holds(Map<String, String> facts) {
        String known = facts.getOrDefault(fact, "");
        if (known.isBlank()) {
            return false;
        }
        return switch (is) {
            case ONE_OF -> values.contains(known);
            case NONE_OF -> !values.contains(known);
            case AT_LEAST ->
                number(known).orElse(Double.NaN) >= number(values.getFirst()).orElse(Double.NaN);
            case LESS_THAN ->
                number(known).orElse(Double.NaN) < number(values.getFirst()).orElse(Double.NaN);
        };
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }
}
