package robotaxi.ota.rollout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes cars to another state, notes it and tells it. */
final class Steps {
    private final Rollouts rollouts;
    private final RolloutEvents events;
    private final Patience patience;
    private final InstantSource clock;

    Steps(Rollouts rollouts, RolloutEvents events, Patience patience, InstantSource clock) {
        this.rollouts = rollouts;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
    }

    List<VehicleUpdate> move(Rollout rollout, List<VehicleUpdate> cars, VehicleState next, String code, String detail) {
        Instant now = clock.instant();
        @Nullable Instant deadline = patience.deadline(next, now);
        List<VehicleUpdate> moved = cars.stream()
                .map(car -> car.in(next, now, deadline, code, detail))
                .toList();
        rollouts.saveVehicles(rollout.plan().id(), moved);
        events.vehiclesChanged(rollout, moved);
        return moved;
    }
}
