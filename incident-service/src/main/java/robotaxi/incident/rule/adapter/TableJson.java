package robotaxi.incident.rule.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.deadline.Due;
import robotaxi.incident.rule.Condition;
import robotaxi.incident.rule.DecisionTable;

/** The table as it is written down. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableJson(@Nullable List<Row> rows, @Nullable Map<String, Terms> deadlines) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** A row; severity and deadlines may be left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String id,
            @Nullable String why,
            @Nullable List<When> when,
            @Nullable Integer severity,
            @Nullable List<String> deadlines) {}

    /** A condition: {@code is} is one-of, none-of, at-least or less-than. */
    public record When(String fact, String is, List<String> values) {}

    /** A duty; {@code due} is one of its two. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Terms(
            String title,
            String regime,
            DueJson due,
            @Nullable List<String> unless) {}

    /** So many days later, or that day of the next month. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DueJson(
            @Nullable Integer calendarDays, @Nullable Integer dayOfNextMonth) {}

    /** What a new installation begins with. */
    public static DecisionTable shipped() {
        try (InputStream in = Objects.requireNonNull(DecisionTable.class.getResourceAsStream("decision-table.json"))) {
            return JSON.readValue(in, TableJson.class).table(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the first decision table cannot be read", e);
        }
    }

    static TableJson read(String text) throws IOException {
        return JSON.readValue(text, TableJson.class);
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException("a decision table cannot be written", e);
        }
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    DecisionTable table(long version) {
        Map<String, DecisionTable.Terms> terms = new LinkedHashMap<>();
        orNone(deadlines).forEach((name, one) -> terms.put(name, terms(name, one)));
        return new DecisionTable(
                version, orNone(rows).stream().map(TableJson::row).toList(), terms);
    }

    private static DecisionTable.Row row(Row row) {
        return new DecisionTable.Row(
                Objects.requireNonNullElse(row.id(), ""),
                Objects.requireNonNullElse(row.why(), ""),
                orNone(row.when()).stream().map(TableJson::condition).toList(),
                Objects.requireNonNullElse(row.severity(), 0),
                orNone(row.deadlines()));
    }

    private static Condition condition(When when) {
        return new Condition(
                Objects.requireNonNullElse(when.fact(), ""),
                Condition.Is.of(Objects.requireNonNullElse(when.is(), "")),
                orNone(when.values()));
    }

    private static DecisionTable.Terms terms(String name, Terms terms) {
        DueJson due = terms.due();
        if (due == null || (due.calendarDays() == null) == (due.dayOfNextMonth() == null)) {
            throw new IllegalArgumentException(name + " needs calendarDays or dayOfNextMonth");
        }
        Integer days = due.calendarDays();
        return new DecisionTable.Terms(
                Objects.requireNonNullElse(terms.title(), name),
                Objects.requireNonNullElse(terms.regime(), ""),
                days != null
                        ? new Due.CalendarDays(days)
                        : new Due.DayOfNextMonth(Objects.requireNonNull(due.dayOfNextMonth())),
                orNone(terms.unless()));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> Map<String, T> orNone(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : map;
    }

    /** As it is written down. */
    static TableJson of(DecisionTable table) {
        Map<String, Terms> terms = new TreeMap<>();
        table.deadlines()
                .forEach((name, one) ->
                        terms.put(name, new Terms(one.title(), one.regime(), due(one.due()), one.unless())));
        return new TableJson(
                table.rows().stream()
                        .map(row -> new Row(
                                row.id(),
                                row.why(),
                                row.when().stream()
                                        .map(when ->
                                                new When(when.fact(), when.is().wireName(), when.values()))
                                        .toList(),
                                row.severity() == 0 ? null : row.severity(),
                                row.deadlines()))
                        .toList(),
                terms);
    }

    private static DueJson due(Due due) {
        return switch (due) {
            case Due.CalendarDays in -> new DueJson(in.days(), null);
            case Due.DayOfNextMonth on -> new DueJson(null, on.day());
        };
    }
}
