package robotaxi.incident.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, or nearly, and what people made of it.
 *
 * @param severity 1 worst to 4: the table's until a person has looked
 * @param assignee who works on it, or empty
 * @param finding what the last person who looked found, or null
 * @param labels names of its cause
 * @param fixReference the change that is to mend it, or empty
 * @param regressionReference what showed that it does, or empty
 * @param closure why it is over, or null
 */
public record Incident(
        Facts facts,
        IncidentState state,
        int severity,
        String assignee,
        @Nullable Finding finding,
        List<String> labels,
        String fixReference,
        String regressionReference,
        @Nullable Closure closure) {
    /**
     * What happened; people change nothing of it.
     *
     * @param id the incident
     * @param moment the first safety event of it
     * @param openedAt when we learned of it
     */
    public record Facts(IncidentId id, SafetyMoment moment, Instant openedAt) {}

    /** What a person found. */
    public record Finding(int severity, String note, String by, Instant at) {}

    /** Why it is over. */
    public record Closure(String reason, String by, Instant at) {}

    /** Copies. */
    public Incident {
        labels = List.copyOf(labels);
    }

    /** One that nobody has looked at. */
    public static Incident captured(Facts facts, int severity) {
        return new Incident(facts, IncidentState.CAPTURED, severity, "", null, List.of(), "", "", null);
    }

    /** Somebody looked. */
    Incident triaged(Finding found) {
        return new Incident(
                facts,
                IncidentAct.TRIAGE.to(),
                found.severity(),
                assignee,
                found,
                labels,
                fixReference,
                regressionReference,
                closure);
    }

    /** The cause has names. */
    Incident labelled(List<String> names) {
        return new Incident(
                facts,
                IncidentAct.LABEL.to(),
                severity,
                assignee,
                finding,
                names,
                fixReference,
                regressionReference,
                closure);
    }

    /** A change is to mend it. */
    Incident fixLinked(String reference) {
        return new Incident(
                facts, IncidentAct.LINK_FIX.to(), severity, assignee, finding, labels, reference, "", closure);
    }

    /** That change was tried. */
    Incident tried(IncidentAct result, String reference) {
        return new Incident(facts, result.to(), severity, assignee, finding, labels, fixReference, reference, closure);
    }

    /** Over. */
    Incident closed(Closure why) {
        return new Incident(
                facts,
                IncidentAct.CLOSE.to(),
                severity,
                assignee,
                finding,
                labels,
                fixReference,
                regressionReference,
                why);
    }

    /** Looked into, for the first time or again. */
    Incident investigated(IncidentAct act) {
        return new Incident(
                facts, act.to(), severity, assignee, finding, labels, fixReference, regressionReference, null);
    }

    /** Somebody's, or nobody's. */
    Incident assigned(String to) {
        return new Incident(facts, state, severity, to, finding, labels, fixReference, regressionReference, closure);
    }

    /** The table says something else of it now; a person's word counts more. */
    public Incident graded(int now) {
        return finding != null
                ? this
                : new Incident(facts, state, now, assignee, null, labels, fixReference, regressionReference, closure);
    }
}
