package robotaxi.incident.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of the incident report of NHTSA's Standing General Order 2021-01, third amendment, as the published file has it. The list is data
 * ({@code sgo-columns.txt}): it changes without the code.
 *
 * @param number from 1
 * @param choices for a choice
 */
public record SgoColumn(int number, String name, Kind kind, List<String> choices) {
    /** All of them, in order. */
    public static final List<SgoColumn> ALL = read();

    private static final Map<String, SgoColumn> BY_NAME =
            ALL.stream().collect(Collectors.toMap(SgoColumn::name, Function.identity()));

    /** A flag that is not set is one blank. */
    public static final String NOT_SET = " ";

    /** A flag that is set. */
    public static final String SET = "Y";

    /** What a column may hold. */
    public enum Kind {
        /** Anything. */
        TEXT,
        /** {@link #SET} or {@link #NOT_SET}. */
        FLAG,
        /** One of a list. */
        CHOICE,
        /** Month and year, {@code JUN-2026}. */
        MONTH,
        /** Local time of the day, {@code 23:41}. */
        TIME,
        /** A whole number. */
        NUMBER,
        /** NHTSA makes it: empty when it is filed. */
        AGENCY
    }

    /** By its name. */
    public static SgoColumn named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    /** Whether there is one of that name. */
    public static boolean isOne(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Whether a report may say this here; empty may stand everywhere. */
    public boolean allows(String value) {
        if (value.isEmpty()) {
            return true;
        }
        return switch (kind) {
            case TEXT, AGENCY -> true;
            case FLAG -> value.equals(SET) || value.equals(NOT_SET);
            case CHOICE -> choices.contains(value);
            case MONTH -> value.matches("(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-\\d{4}");
            case TIME -> value.matches("([01]?\\d|2[0-3]):[0-5]\\d");
            case NUMBER -> value.matches("\\d{1,4}");
        };
    }

    private static List<SgoColumn> read() {
        List<SgoColumn> columns = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(SgoColumn.class.getResourceAsStream("sgo-columns.txt"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split("\t", -1);
                    columns.add(new SgoColumn(
                            columns.size() + 1,
                            parts[0],
                            Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                            parts.length > 2 ? List.of(parts[2].split("\\|", -1)) : List.of()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the columns of the report cannot be read", e);
        }
        return List.copyOf(columns);
    }
}
