package robotaxi.ota.rollout.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import robotaxi.ota.driving.OldDriving;
import robotaxi.ota.rollout.DrivingNeeded;
import robotaxi.ota.rollout.Rollouts;

/** Forgets driving that nobody asks for any more. Whichever instance comes first does it. */
@ApplicationScoped
class DrivingSweep {
    private static final int MOST_AT_ONCE = 20_000;

    private final Rollouts rollouts;
    private final OldDriving driving;
    private final RolloutConfig config;
    private final InstantSource clock;

    @Inject
    DrivingSweep(Rollouts rollouts, OldDriving driving, RolloutConfig config, InstantSource clock) {
        this.rollouts = rollouts;
        this.driving = driving;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${ota.rollout.driving-sweep:PT1H}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(() -> driving.forget(neededFrom(), MOST_AT_ONCE));
        }
    }

    private Instant neededFrom() {
        return DrivingNeeded.from(rollouts.list(), config.drivingRetention(), clock.instant());
    }
}
