package robotaxi.ota.ddi;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.DeviceAction.Consent;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** Hears what devices say of their updates; each method belongs into one transaction and locks the device's update alone. */
public final class AnswerDevices {
    private final Rollouts rollouts;
    private final FollowVehicles vehicles;
    private final Devices devices;
    private final DeviceLog log;
    private final Fleet fleet;
    private final InstantSource clock;

    /** Answers devices whose updates are kept there. */
    public AnswerDevices(
            Rollouts rollouts,
            FollowVehicles vehicles,
            Devices devices,
            DeviceLog log,
            Fleet fleet,
            InstantSource clock) {
        this.rollouts = rollouts;
        this.vehicles = vehicles;
        this.devices = devices;
        this.log = log;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** How a device's word was taken. */
    public enum Answer {
        /** It counts. */
        TAKEN,
        /** There is no such update of this device, or not in this state. */
        UNKNOWN,
        /** The update has ended before. */
        GONE,
        /** Nobody asked the device to give it up. */
        NOT_CANCELLING,
        /** The device has said more of this update than is kept. */
        TOO_MUCH
    }

    /** What the device shall install, if it shall. The first look is noted; a rollout that is held offers nothing. */
    public Optional<RolloutCar> offer(String deviceId, int actionId) {
        Optional<RolloutCar> known = rollouts.lockAction(deviceId, actionId)
                .filter(update -> Standing.taskOf(update) instanceof Standing.Task.Install);
        known.ifPresent(update -> {
            DeviceAction action = update.car().action();
            if (action != null && !action.retrieved()) {
                save(update, action.read());
                log.append(actionId, clock.instant(), "RETRIEVED", List.of());
            }
        });
        return known;
    }

    /** What the device shall agree to, if it shall. */
    public Optional<RolloutCar> awaitingConsent(String deviceId, int actionId) {
        return rollouts.lockAction(deviceId, actionId)
                .filter(update -> Standing.taskOf(update) instanceof Standing.Task.Consent);
    }

    /** Whether the device shall give up the update, or has. */
    public boolean cancelling(String deviceId, int actionId) {
        return rollouts.lockAction(deviceId, actionId)
                .filter(update -> Standing.taskOf(update) instanceof Standing.Task.Cancel
                        || update.car().state() == VehicleState.CANCELLED)
                .isPresent();
    }

    /** The device's word on its update. A last word counts in spite of the wish that it give up. */
    public Answer feedback(String deviceId, int actionId, Feedback feedback) {
        return rollouts.lockAction(deviceId, actionId)
                .map(update -> {
                    VehicleState now = update.car().state();
                    return now.ended() && now != VehicleState.LOST
                            ? Answer.GONE
                            : hear(update, actionId, feedback, Meaning.ofUpdate(now, feedback));
                })
                .orElse(Answer.UNKNOWN);
    }

    /** The device's word on the wish that it give up. */
    public Answer cancelFeedback(String deviceId, int actionId, Feedback feedback) {
        return rollouts.lockAction(deviceId, actionId)
                .map(update -> {
                    DeviceAction action = update.car().action();
                    boolean asked = action != null
                            && action.cancelling()
                            && !update.car().state().ended();
                    return asked ? hear(update, actionId, feedback, Meaning.ofCancel(feedback)) : Answer.NOT_CANCELLING;
                })
                .orElse(Answer.UNKNOWN);
    }

    private Answer hear(RolloutCar update, int actionId, Feedback feedback, Meaning meaning) {
        if (!log.append(actionId, clock.instant(), meaning.status(), feedback.messages())) {
            return Answer.TOO_MUCH;
        }
        switch (meaning.effect()) {
            case Meaning.Effect.Step step -> move(update, step.next(), feedback);
            case Meaning.Effect.Alive _ -> vehicles.report(update, update.car().state(), "", "");
            case Meaning.Effect.GoesOn _ -> withAction(update, action -> save(update, action.cancelling(false)));
        }
        return Answer.TAKEN;
    }

    private void move(RolloutCar update, VehicleState next, Feedback feedback) {
        String code = switch (next) {
            case FAILED -> "device.failed";
            case CANCELLED -> "rollout.cancelled";
            default -> "";
        };
        String detail = feedback.messages().isEmpty() ? "" : feedback.messages().getLast();
        vehicles.report(update, next, code, next == VehicleState.COMMITTED ? "" : detail);
        if (next == VehicleState.COMMITTED) {
            String deviceId = update.car().vehicleId();
            fleet.running(deviceId, update.rollout().plan().releaseId(), clock.instant());
            devices.wantAttributes(deviceId);
        }
    }

    /** Somebody at the device agrees, or does not. A wish that it give up is never overruled. */
    public Answer consent(String deviceId, int actionId, boolean given, List<String> messages) {
        return rollouts.lockAction(deviceId, actionId)
                .map(update -> {
                    DeviceAction action = update.car().action();
                    if (action == null || update.car().state().ended()) {
                        return Answer.GONE;
                    }
                    if (!log.append(actionId, clock.instant(), given ? "RUNNING" : "WAIT_FOR_CONFIRMATION", messages)) {
                        return Answer.TOO_MUCH;
                    }
                    boolean open = !action.cancelling() && !update.car().begun();
                    if (open && action.consent() != Consent.NOT_NEEDED) {
                        save(update, action.consenting(given ? Consent.GIVEN : Consent.AWAITED));
                    }
                    return Answer.TAKEN;
                })
                .orElse(Answer.UNKNOWN);
    }

    /** Lets the device agree by itself, now and from now on. Answers false when it does already. */
    public boolean consentAlways(String deviceId, String initiator, String remark) {
        if (devices.autoConsent(deviceId).isPresent()) {
            return false;
        }
        devices.saveAutoConsent(deviceId, new Devices.AutoConsent(initiator, remark, clock.instant()));
        for (int actionId : devices.listAwaitingConsent(deviceId)) {
            consent(deviceId, actionId, true, List.of("agreed by " + initiator));
        }
        return true;
    }

    /** The device runs a release that it did not get from here. */
    public void declareInstalled(String deviceId, String releaseId) {
        fleet.running(deviceId, releaseId, clock.instant());
    }

    private static void withAction(RolloutCar update, Consumer<DeviceAction> use) {
        DeviceAction action = update.car().action();
        if (action != null) {
            use.accept(action);
        }
    }

    private void save(RolloutCar update, DeviceAction action) {
        VehicleUpdate changed = update.car().withAction(action);
        rollouts.saveVehicles(update.rollout().plan().id(), List.of(changed));
    }
}
