package robotaxi.incident.retention.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.incident.custody.CustodyLog;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.report.Reports;
import robotaxi.incident.retention.KeepEvidence;
import robotaxi.incident.retention.Retentions;
import robotaxi.kit.ids.Ids;

/** Builds the keeper of evidence. */
class RetentionWiring {
    @Produces
    @Singleton
    KeepEvidence keepEvidence(
            Incidents incidents,
            Retentions retentions,
            CustodyLog custody,
            Deadlines deadlines,
            Reports reports,
            InstantSource clock,
            Ids ids) {
        return new KeepEvidence(
                incidents,
                retentions,
                custody,
                incident -> !reports.filed(incident).isEmpty()
                        || deadlines.list(incident).stream()
                                .anyMatch(deadline -> deadline.state() != Deadline.State.DROPPED),
                clock,
                ids::next);
    }
}
