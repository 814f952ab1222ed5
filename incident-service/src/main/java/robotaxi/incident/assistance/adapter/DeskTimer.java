package robotaxi.incident.assistance.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import robotaxi.incident.assistance.KeepDesk;

/** Looks at leases and expiries; in each instance, since the rows are locked. */
@ApplicationScoped
class DeskTimer {
    private final KeepDesk desk;

    @Inject
    DeskTimer(KeepDesk desk) {
        this.desk = desk;
    }

    @Scheduled(every = "${incident.assistance.look:PT1S}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        var _ = QuarkusTransaction.requiringNew().call(desk::look);
    }
}
