package robotaxi.incident.rule.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.report.Reports;
import robotaxi.incident.rule.ApplyRules;
import robotaxi.incident.rule.DecisionTables;

/** Builds what holds incidents against the table. */
class RuleWiring {
    @Produces
    @Singleton
    ApplyRules applyRules(DecisionTables tables, Reports reports, KeepDeadlines deadlines) {
        return new ApplyRules(tables, id -> answers(reports, id), deadlines);
    }

    private static Map<String, String> answers(Reports reports, IncidentId id) {
        return reports.answers(id.value()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }
}
