package robotaxi.incident.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import robotaxi.incident.deadline.Due;

/**
 * The table: every row whose conditions all hold counts. The gravest severity wins, deadlines add up.
 *
 * @param version grows with each change
 * @param rows read from the top
 * @param deadlines by their names, which rows speak of
 */
public record DecisionTable(long version, List<Row> rows, Map<String, Terms> deadlines) {
    private static final int LEAST_SEVERITY = 4;

    /**
     * A row.
     *
     * @param id its name in decisions
     * @param why the law or the thought behind it, for who reads it
     * @param when all must hold; none for a row that always does
     * @param severity 1 worst to 4, or 0 if it says nothing of that
     * @param deadlines that begin
     */
    public record Row(String id, String why, List<Condition> when, int severity, List<String> deadlines) {
        /** Copies. */
        public Row {
            when = List.copyOf(when);
            deadlines = List.copyOf(deadlines);
        }

        boolean holds(Map<String, String> facts) {
            return when.stream().allMatch(condition -> condition.holds(facts));
        }
    }

    /**
     * A duty to tell somebody.
     *
     * @param title for people
     * @param regime whom, for instance {@code nhtsa}
     * @param unless other deadlines beside which this one is not needed
     */
    public record Terms(String title, String regime, Due due, List<String> unless) {
        /** Copies. */
        public Terms {
            unless = List.copyOf(unless);
        }
    }

    /**
     * What the table says of an incident.
     *
     * @param severity 1 worst to 4
     * @param deadlines that run, by name
     * @param rows that held, by id
     */
    public record Decision(long tableVersion, int severity, Set<String> deadlines, List<String> rows) {}

    /**
     * A table that can be used.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public DecisionTable {
        rows = List.copyOf(rows);
        deadlines = Map.copyOf(deadlines);
        Set<String> ids = new HashSet<>();
        for (Row row : rows) {
            if (row.id().isBlank() || !ids.add(row.id())) {
                throw new IllegalArgumentException("each row needs an id of its own: " + row.id());
            }
            if (row.severity() < 0 || row.severity() > LEAST_SEVERITY) {
                throw new IllegalArgumentException("severity is 1 to 4, or 0: " + row.id());
            }
            for (String deadline : row.deadlines()) {
                if (!deadlines.containsKey(deadline)) {
                    throw new IllegalArgumentException("row " + row.id() + " speaks of no deadline: " + deadline);
                }
            }
        }
        for (var terms : deadlines.entrySet()) {
            for (String other : terms.getValue().unless()) {
                if (!deadlines.containsKey(other)) {
                    throw new IllegalArgumentException(terms.getKey() + " speaks of no deadline: " + other);
                }
            }
        }
    }

    /** Decides. */
    public Decision decide(Map<String, String> facts) {
        int severity = LEAST_SEVERITY;
        Set<String> begun = new TreeSet<>();
        List<String> held = new ArrayList<>();
        for (Row row : rows) {
            if (row.holds(facts)) {
                held.add(row.id());
                severity = row.severity() == 0 ? severity : Math.min(severity, row.severity());
                begun.addAll(row.deadlines());
            }
        }
        Set<String> needed = new TreeSet<>(begun);
        needed.removeIf(name -> terms(name).unless().stream().anyMatch(begun::contains));
        return new Decision(version, severity, needed, held);
    }

    /** Deadlines that rows speak of; the others begin by what people do. */
    public Set<String> governed() {
        return rows.stream().flatMap(row -> row.deadlines().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What a deadline is. */
    public Terms terms(String name) {
        Terms terms = deadlines.get(name);
        if (terms == null) {
            throw new IllegalArgumentException("no such deadline: " + name);
        }
        return terms;
    }
}
