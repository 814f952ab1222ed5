package robotaxi.incident.incident;

import java.time.Instant;

/**
 * Something that went wrong, or nearly, and what people made of it.
 * <pre>
 *   Captured ──{@link Captured#triage triage}──▶ Triaged ──{@link Triaged#close close}──▶ Closed
 *                                    │  ▲
 *                                    └──┘ triage again
 * </pre>
 */
public sealed interface Incident {
    /** What happened. */
    Facts facts();

    /** 1 worst to 4. */
    int severity();

    /** Name of the state on the wire. */
    String state();

    /**
     * What happened; people change nothing of it.
     *
     * @param id the incident
     * @param moment the first safety event of it
     * @param openedAt when we learned of it
     */
    record Facts(IncidentId id, SafetyMoment moment, Instant openedAt) {}

    /** What a person found. */
    record Finding(int severity, String note, String by, Instant at) {}

    /** Why it is over. */
    record Closure(String reason, String by, Instant at) {}

    /** Nobody has looked yet. */
    record Captured(Facts facts) implements Incident {
        @Override
        public int severity() {
            return Severity.of(facts.moment());
        }

        @Override
        public String state() {
            return "captured";
        }

        /** Somebody looked. */
        public Triaged triage(Finding finding) {
            return new Triaged(facts, finding);
        }
    }

    /** Somebody has looked. */
    record Triaged(Facts facts, Finding finding) implements Incident {
        @Override
        public int severity() {
            return finding.severity();
        }

        @Override
        public String state() {
            return "triaged";
        }

        /** Somebody looked again. */
        public Triaged triage(Finding newFinding) {
            return new Triaged(facts, newFinding);
        }

        /** Nothing is left to do. */
        public Closed close(Closure closure) {
            return new Closed(facts, finding, closure);
        }
    }

    /** Over. */
    record Closed(Facts facts, Finding finding, Closure closure) implements Incident {
        @Override
        public int severity() {
            return finding.severity();
        }

        @Override
        public String state() {
            return "closed";
        }
    }
}
