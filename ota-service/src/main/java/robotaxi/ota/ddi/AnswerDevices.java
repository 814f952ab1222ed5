package robotaxi.ota.ddi;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.ddi.Answer.Reason;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.DeviceAction.Consent;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** Whether devices may and shall update; each method belongs into one transaction and locks the device's update alone. */
public final class AnswerDevices {
    private final Rollouts rollouts;
    private final Devices devices;
    private final DeviceLog log;
    private final Fleet fleet;
    private final InstantSource clock;

    /** Answers devices whose updates are kept there. */
    public AnswerDevices(Rollouts rollouts, Devices devices, DeviceLog log, Fleet fleet, InstantSource clock) {
        this.rollouts = rollouts;
        this.devices = devices;
        this.log = log;
        this.fleet = fleet;
        this.clock = clock;
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

    /** Somebody at the device agrees, or does not. A wish that it give up is never overruled. */
    public Answer consent(String deviceId, int actionId, boolean given, List<String> messages) {
        return rollouts.lockAction(deviceId, actionId)
                .map(update -> {
                    DeviceAction action = update.car().action();
                    if (action == null || update.car().state().ended()) {
                        return new Answer.Refused(Reason.GONE);
                    }
                    var entry = new DeviceLog.Entry(
                            actionId, clock.instant(), given ? "RUNNING" : "WAIT_FOR_CONFIRMATION", messages);
                    if (log.append(List.of(entry)).isEmpty()) {
                        return new Answer.Refused(Reason.TOO_MUCH);
                    }
                    boolean open = !action.cancelling() && !update.car().begun();
                    if (open && action.consent() != Consent.NOT_NEEDED) {
                        save(update, action.consenting(given ? Consent.GIVEN : Consent.AWAITED));
                    }
                    return (Answer) new Answer.Taken();
                })
                .orElse(new Answer.Refused(Reason.UNKNOWN));
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

    private void save(RolloutCar update, DeviceAction action) {
        VehicleUpdate changed = update.car().withAction(action);
        rollouts.saveVehicles(update.rollout().plan().id(), List.of(changed));
    }
}
