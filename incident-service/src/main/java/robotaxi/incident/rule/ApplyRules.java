package robotaxi.incident.rule;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Rules;
import robotaxi.incident.incident.SafetyMoment;

/** Holds incidents against the table. */
public final class ApplyRules implements Rules {
    private static final String NOTICE = "vehicle.safety";

    private final DecisionTables tables;
    private final Function<IncidentId, Map<String, String>> answers;
    private final KeepDeadlines deadlines;

    /**
     * Over its ports.
     *
     * @param answers what people filled into an incident's report, by column
     */
    public ApplyRules(
            DecisionTables tables, Function<IncidentId, Map<String, String>> answers, KeepDeadlines deadlines) {
        this.tables = tables;
        this.answers = answers;
        this.deadlines = deadlines;
    }

    @Override
    public int severity(IncidentId id, SafetyMoment moment) {
        return decide(tables.current(), id, moment).severity();
    }

    private DecisionTable.Decision decide(DecisionTable table, IncidentId id, SafetyMoment moment) {
        return table.decide(Facts.of(moment, answers.apply(id)));
    }

    @Override
    public void follow(Incident incident) {
        DecisionTable table = tables.current();
        Incident.Facts facts = incident.facts();
        DecisionTable.Decision decision = decide(table, facts.id(), facts.moment());
        deadlines.follow(
                facts.id().value(),
                table.version(),
                table.governed(),
                decision.deadlines().stream()
                        .collect(Collectors.toMap(
                                name -> name, name -> table.terms(name).due())),
                facts.openedAt(),
                NOTICE);
    }
}
