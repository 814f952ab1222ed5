package robotaxi.ota.rollout.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;

/** Fires the rollouts' timer, each rollout in a transaction of its own. */
@ApplicationScoped
class RolloutTimer {
    private final Rollouts rollouts;
    private final FollowVehicles vehicles;

    @Inject
    RolloutTimer(Rollouts rollouts, FollowVehicles vehicles) {
        this.rollouts = rollouts;
        this.vehicles = vehicles;
    }

    @Scheduled(every = "${ota.rollout.tick:PT1S}", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        for (RolloutId id : QuarkusTransaction.requiringNew().call(rollouts::listLive)) {
            boolean more = QuarkusTransaction.requiringNew().call(() -> vehicles.tick(id));
            while (more) {
                more = QuarkusTransaction.requiringNew().call(() -> vehicles.offerMore(id));
            }
        }
    }
}
