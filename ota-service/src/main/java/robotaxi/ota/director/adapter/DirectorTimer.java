package robotaxi.ota.director.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import robotaxi.ota.director.Director;

/** Signs ahead of the cars' questions: what changed, and what grows old. */
@ApplicationScoped
class DirectorTimer {
    private static final int CARS_AT_ONCE = 50;

    private final Director director;

    @Inject
    DirectorTimer(Director director) {
        this.director = director;
    }

    @Scheduled(every = "PT1S", concurrentExecution = ConcurrentExecution.SKIP)
    void sign() {
        while (QuarkusTransaction.requiringNew().call(() -> director.signDue(CARS_AT_ONCE)) == CARS_AT_ONCE) {
            // one transaction after the other, so that no car waits for long
        }
    }
}
