package robotaxi.ota.rollout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends the cars of a rollout that is rolled back where they came from: what has not been switched is called off, and what runs the
 * release begins again, for the release before. It looks again and again, because a switch that was under way may still succeed.
 */
final class TurnAround {
    private static final String CODE = "rollout.rolling-back";
    private static final int CARS_AT_ONCE = 1_000;

    private final Rollouts rollouts;
    private final VehicleOrders orders;
    private final Steps steps;

    TurnAround(Rollouts rollouts, VehicleOrders orders, Steps steps) {
        this.rollouts = rollouts;
        this.orders = orders;
        this.steps = steps;
    }

    /** The next cars. Answers whether nobody waits for the rollout's release any more. */
    boolean sweep(Rollout rollout) {
        RolloutId id = rollout.plan().id();
        List<VehicleUpdate> uncommitted = rollouts.lockUncommitted(id, CARS_AT_ONCE);
        for (VehicleUpdate car : uncommitted) {
            String offer = car.installCommandId();
            if (offer != null && car.state() != VehicleState.WAITING_FOR_SAFE_MOMENT) {
                orders.withdraw(car.vehicleId(), offer, "the rollout is rolled back");
            }
        }
        steps.move(
                rollout,
                uncommitted.stream().map(car -> car.withHold(null)).toList(),
                VehicleState.CANCELLED,
                CODE,
                "called off before the switch");
        rollouts.lockToReturn(id, CARS_AT_ONCE).stream()
                .collect(Collectors.groupingBy(car -> car.destination(rollout.plan())))
                .forEach((release, cars) ->
                        steps.move(rollout, cars, VehicleState.ELIGIBLE, CODE, "back to " + release));
        return uncommitted.size() < CARS_AT_ONCE;
    }
}
