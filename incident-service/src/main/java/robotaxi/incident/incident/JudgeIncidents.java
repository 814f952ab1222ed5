package robotaxi.incident.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import robotaxi.kit.problem.FleetException;

/** What people decide about incidents. Each method belongs into one transaction, and leaves a line in the incident's history. */
public final class JudgeIncidents {
    private static final int LONGEST_TEXT = 8_000;
    private static final int MOST_LABELS = 20;
    private static final int LEAST_SEVERITY = 4;

    private final Incidents incidents;
    private final IncidentEvents events;
    private final InstantSource clock;

    /** Judges incidents of the store. */
    public JudgeIncidents(Incidents incidents, IncidentEvents events, InstantSource clock) {
        this.incidents = incidents;
        this.events = events;
        this.clock = clock;
    }

    /** Whether it was done. */
    public sealed interface Answer {}

    /** It was; this is the incident now. */
    public record Done(Incident incident) implements Answer {}

    /** It was not; this is what stood against it. */
    public record Refused(Incident current) implements Answer {}

    /** Somebody looked. */
    public Answer triage(IncidentId id, int severity, String note, String by) {
        if (severity < 1 || severity > LEAST_SEVERITY) {
            throw new FleetException(IncidentError.MALFORMED, "severity is 1 to 4");
        }
        var finding = new Incident.Finding(severity, bounded(note), by, clock.instant());
        return act(
                id,
                IncidentAct.TRIAGE,
                incident -> incident.triaged(finding),
                new Note("triage", "severity " + severity + (note.isBlank() ? "" : ": " + note), by, finding.at()));
    }

    /** Somebody finds out why. */
    public Answer investigate(IncidentId id, String note, String by) {
        return act(
                id,
                IncidentAct.INVESTIGATE,
                incident -> incident.investigated(IncidentAct.INVESTIGATE)
                        .assigned(incident.assignee().isEmpty() ? by : incident.assignee()),
                note("investigate", bounded(note), by));
    }

    /** The cause has names. */
    public Answer label(IncidentId id, List<String> labels, String note, String by) {
        List<String> names =
                labels.stream().map(String::strip).distinct().sorted().toList();
        if (names.isEmpty() || names.size() > MOST_LABELS || names.stream().anyMatch(name -> !isLabel(name))) {
            throw new FleetException(
                    IncidentError.MALFORMED, "labels are 1 to " + MOST_LABELS + " words like late-braking");
        }
        return act(
                id,
                IncidentAct.LABEL,
                incident -> incident.labelled(names),
                note("label", String.join(", ", names) + (note.isBlank() ? "" : ": " + bounded(note)), by));
    }

    private static boolean isLabel(String name) {
        return name.matches("[a-z0-9]+(-[a-z0-9]+){0,7}") && name.length() <= 64;
    }

    /** A change is to mend it, for instance a release. */
    public Answer linkFix(IncidentId id, String reference, String by) {
        String fix = needed(reference, "a reference is needed");
        return act(id, IncidentAct.LINK_FIX, incident -> incident.fixLinked(fix), note("link-fix", fix, by));
    }

    /** The change was tried on what happened. */
    public Answer regression(IncidentId id, boolean passed, String reference, String by) {
        IncidentAct result = passed ? IncidentAct.REGRESSION_PASSED : IncidentAct.REGRESSION_FAILED;
        String shown = needed(reference, "a reference is needed");
        return act(id, result, incident -> incident.tried(result, shown), note(result.wireName(), shown, by));
    }

    /** Nothing is left to do. */
    public Answer close(IncidentId id, String reason, String by) {
        var closure = new Incident.Closure(needed(reason, "a reason is needed"), by, clock.instant());
        return act(
                id,
                IncidentAct.CLOSE,
                incident -> incident.closed(closure),
                new Note("close", closure.reason(), by, closure.at()));
    }

    /** Something is left to do after all. */
    public Answer reopen(IncidentId id, String reason, String by) {
        String why = needed(reason, "a reason is needed");
        return act(
                id, IncidentAct.REOPEN, incident -> incident.investigated(IncidentAct.REOPEN), note("reopen", why, by));
    }

    /** Somebody's work from now on; empty for nobody's. */
    public Answer assign(IncidentId id, String assignee, String by) {
        Incident incident = lock(id);
        if (incident.state() == IncidentState.CLOSED) {
            return new Refused(incident);
        }
        return done(incident.assigned(bounded(assignee).strip()), "assigned", note("assign", assignee, by));
    }

    /** Somebody says something; the incident stays as it is. */
    public Note comment(IncidentId id, String text, String by) {
        Note comment = note("comment", needed(text, "a text is needed"), by);
        incidents.note(lock(id).facts().id(), comment);
        return comment;
    }

    private Answer act(IncidentId id, IncidentAct act, UnaryOperator<Incident> change, Note note) {
        Incident incident = lock(id);
        return act.isAllowedIn(incident.state())
                ? done(change.apply(incident), act.to().wireName(), note)
                : new Refused(incident);
    }

    private Incident lock(IncidentId id) {
        return incidents.lock(id).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id.value()));
    }

    private Done done(Incident incident, String change, Note note) {
        incidents.save(incident);
        incidents.note(incident.facts().id(), note);
        events.changed(incident, change);
        return new Done(incident);
    }

    private Note note(String what, String text, String by) {
        Instant now = clock.instant();
        return new Note(what, text, by, now);
    }

    private static String needed(String text, String otherwise) {
        if (text.isBlank()) {
            throw new FleetException(IncidentError.MALFORMED, otherwise);
        }
        return bounded(text);
    }

    private static String bounded(String text) {
        if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            throw new FleetException(
                    IncidentError.MALFORMED, "a text is at most " + LONGEST_TEXT + " characters, none of them NUL");
        }
        return text;
    }
}
