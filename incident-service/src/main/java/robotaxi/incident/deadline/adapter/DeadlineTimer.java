package robotaxi.incident.deadline.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.incident.IncidentEvents;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.Note;

/** Says when a deadline comes near, and when it has lapsed: into the incident's history, to the rest of the fleet, and into the log. */
@ApplicationScoped
class DeadlineTimer {
    private static final Logger LOG = Logger.getLogger(DeadlineTimer.class);
    private static final String WHO = "deadlines";

    private final KeepDeadlines keeper;
    private final Incidents incidents;
    private final IncidentEvents events;
    private final InstantSource clock;

    @Inject
    DeadlineTimer(KeepDeadlines keeper, Incidents incidents, IncidentEvents events, InstantSource clock) {
        this.keeper = keeper;
        this.incidents = incidents;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(every = "${incident.report.look:PT15S}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        QuarkusTransaction.requiringNew().run(() -> keeper.remind().forEach(this::tell));
    }

    private void tell(Deadline deadline) {
        IncidentId id = new IncidentId(deadline.incidentId());
        String what = deadline.hasLapsed() ? "deadline-lapsed" : "deadline-reminder";
        incidents.note(
                id, new Note("reminder", deadline.rule() + " is due at " + deadline.due(), WHO, clock.instant()));
        incidents.find(id).ifPresent(incident -> events.changed(incident, what));
        LOG.infof("%s incidentId=%s rule=%s dueAt=%s", what, id.value(), deadline.rule(), deadline.due());
    }
}
