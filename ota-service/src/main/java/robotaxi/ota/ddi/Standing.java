package robotaxi.ota.ddi;

import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.VehicleState;

/**
 * What a device is told when it polls.
 *
 * @param tokenHash SHA-256 of its token in hex, or null for one that comes with other proof
 * @param attributesWanted whether its attributes are asked for
 * @param installedAction the update that brought what it runs, or 0
 * @param update what it is in the middle of, or null
 */
public record Standing(
        @Nullable String tokenHash,
        boolean attributesWanted,
        int installedAction,
        @Nullable RolloutCar update) {
    /** What a device shall do. */
    public sealed interface Task {
        /** Nothing. */
        record Rest() implements Task {}

        /** Install. */
        record Install(int actionId) implements Task {}

        /** Give up. */
        record Cancel(int actionId) implements Task {}

        /** Ask somebody for consent. */
        record Consent(int actionId) implements Task {}
    }

    private static final Task REST = new Task.Rest();

    /** What it shall do now. */
    public Task task() {
        return update == null ? REST : taskOf(update);
    }

    /**
     * What an update asks of its device: nothing before it was offered. A rollout that is held shows nothing new, but what a device has begun it may bring to an
     * end: clients report their last word only while they see the update.
     */
    public static Task taskOf(RolloutCar update) {
        DeviceAction action = update.car().action();
        VehicleState now = update.car().state();
        if (action == null || now.ended() || now == VehicleState.ELIGIBLE) {
            return REST;
        }
        if (action.cancelling()) {
            return new Task.Cancel(action.id());
        }
        if (!update.car().begun() && !update.isUnderWay()) {
            return REST;
        }
        return action.consent() == DeviceAction.Consent.AWAITED
                ? new Task.Consent(action.id())
                : new Task.Install(action.id());
    }
}
