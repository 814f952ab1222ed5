package robotaxi.incident.report;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentEvents;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.Rules;
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.DecisionTables;
import robotaxi.kit.problem.FleetException;

/** People answer what a report asks, and file it. Each method belongs into one transaction. */
public final class FileReports {
    /** The duty to tell news of a report that was filed. */
    public static final String UPDATE = "nhtsa-update";

    /** Which report meets which duty. */
    private static final Map<String, String> TYPES =
            Map.of("nhtsa-5-day", "5-Day", "nhtsa-monthly", "Monthly", UPDATE, "Update");

    private final Incidents incidents;
    private final IncidentEvents events;
    private final Reports reports;
    private final Deadlines deadlines;
    private final KeepDeadlines keeper;
    private final DecisionTables tables;
    private final Rules rules;
    private final Operator operator;
    private final Vins vins;
    private final Function<SgoRow, String> file;
    private final Function<String, String> sha256;
    private final InstantSource clock;

    /**
     * Over its ports.
     *
     * @param file writes a row with the header
     * @param sha256 of a text, in hex
     */
    public FileReports(
            Incidents incidents,
            IncidentEvents events,
            Reports reports,
            Deadlines deadlines,
            KeepDeadlines keeper,
            DecisionTables tables,
            Rules rules,
            Operator operator,
            Vins vins,
            Function<SgoRow, String> file,
            Function<String, String> sha256,
            InstantSource clock) {
        this.incidents = incidents;
        this.events = events;
        this.reports = reports;
        this.deadlines = deadlines;
        this.keeper = keeper;
        this.tables = tables;
        this.rules = rules;
        this.operator = operator;
        this.vins = vins;
        this.file = file;
        this.sha256 = sha256;
        this.clock = clock;
    }

    /** The report as it stands: of the type that the first deadline to lapse asks for. */
    public SgoDraft draft(IncidentId id) {
        Incident incident = incidents.find(id).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id.value()));
        return draft(incident, asked(id).orElse(null));
    }

    private SgoDraft draft(Incident incident, @Nullable Deadline asked) {
        IncidentId id = incident.facts().id();
        List<Filed> before = reports.filed(id.value());
        String type = asked == null ? (before.isEmpty() ? "" : "Update") : TYPES.getOrDefault(asked.rule(), "");
        boolean hasClip = incidents.listClips(id).stream().anyMatch(Clip::kept);
        return SgoDraft.of(
                new SgoDraft.Known(
                        incident,
                        hasClip,
                        vins.find(incident.facts().moment().vehicleId()),
                        operator,
                        reports.answers(id.value()),
                        clock.instant()),
                type,
                before.size() + 1);
    }

    private Optional<Deadline> asked(IncidentId id) {
        return deadlines.list(id.value()).stream()
                .filter(deadline -> deadline.state() == Deadline.State.RUNNING)
                .filter(deadline -> TYPES.containsKey(deadline.rule()))
                .min(Comparator.comparing(Deadline::due));
    }

    /**
     * A person fills columns in; an empty value takes an answer back. The rules are asked again, and news of a report that was filed
     * start the clock of its update.
     *
     * @throws FleetException {@code report.bad-answer} with the column
     */
    public SgoDraft answer(IncidentId id, Map<String, String> values, String by) {
        for (var value : values.entrySet()) {
            String name = value.getKey();
            if (!SgoColumn.isOne(name) || !SgoColumn.named(name).allows(value.getValue())) {
                throw new FleetException(ReportError.BAD_ANSWER, name + ": " + value.getValue());
            }
        }
        Incident incident = incidents.lock(id).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id.value()));
        Map<String, Answer> before = reports.answers(id.value());
        Instant now = clock.instant();
        new TreeMap<>(values).forEach((column, value) -> {
            Answer was = before.get(column);
            if (!value.equals(was == null ? "" : was.value())) {
                reports.answer(id.value(), column, new Answer(value, by, now));
                incidents.note(
                        id, new Note("answer", column + ": " + (value.isEmpty() ? "taken back" : value), by, now));
                if (!reports.filed(id.value()).isEmpty()) {
                    startUpdate(id, by);
                }
            }
        });
        Incident graded = incident.graded(rules.severity(id, incident.facts().moment()));
        if (graded.severity() != incident.severity()) {
            incidents.save(graded);
            events.changed(graded, "graded");
        }
        rules.follow(graded);
        return draft(id);
    }

    /** A table without such a duty is a choice of who changed it. */
    private void startUpdate(IncidentId id, String by) {
        DecisionTable table = tables.current();
        DecisionTable.Terms update = table.deadlines().get(UPDATE);
        if (update != null) {
            keeper.start(id.value(), table.version(), UPDATE, update.due(), "answer of " + by);
        }
    }

    /**
     * The report is filed: what stands there now is kept for ever, and the deadline that asked for it is met.
     *
     * @param reference what the regulator calls it, or empty
     * @throws FleetException {@code report.not-asked}, {@code report.incomplete} with what is missing
     */
    public Filed file(IncidentId id, String reference, String by) {
        Incident incident = incidents.lock(id).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id.value()));
        Deadline asked = asked(id).orElseThrow(() -> new FleetException(ReportError.NOT_ASKED, id.value()));
        SgoDraft draft = draft(incident, asked);
        if (!draft.missing().isEmpty()) {
            throw new FleetException(ReportError.INCOMPLETE, String.join(", ", draft.missing()));
        }
        String content = file.apply(draft.row());
        Filed filed = new Filed(
                id.value(),
                reports.filed(id.value()).size() + 1,
                TYPES.getOrDefault(asked.rule(), ""),
                content,
                sha256.apply(content),
                reference,
                by,
                clock.instant());
        reports.file(filed);
        keeper.met(id.value(), asked.rule(), by, filed.type() + " " + filed.sha256());
        incidents.note(
                id,
                new Note(
                        "filed",
                        filed.type() + ", version " + filed.version() + ", " + filed.sha256(),
                        by,
                        filed.at()));
        return filed;
    }
}
