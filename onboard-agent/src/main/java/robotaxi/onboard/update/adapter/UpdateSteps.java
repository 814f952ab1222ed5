package robotaxi.onboard.update.adapter;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.vehicle.v1.UpdateChanged;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;

/**
 * Tells how far one update is.
 *
 * @param commandId the order that is under way, or empty
 */
record UpdateSteps(String vehicleId, Offer offer, String commandId, Supplier<String> running, Updater.News news) {
    private static final System.Logger LOG = System.getLogger(Updater.class.getName());

    void say(UpdateState state) {
        say(state, "", "");
    }

    void say(UpdateState state, String code, String detail) {
        LOG.log(
                Level.INFO,
                () -> "Update moved vehicleId=" + vehicleId + " releaseId=" + offer.releaseId() + " state=" + state
                        + " code=" + code + " detail=" + detail);
        news.event(VehicleEvent.newBuilder()
                .setUpdate(UpdateChanged.newBuilder()
                        .setRolloutId(offer.rolloutId())
                        .setReleaseId(offer.releaseId())
                        .setState(state)
                        .setCode(code)
                        .setDetail(detail)
                        .setRunningReleaseId(running.get())));
    }

    void succeeded() {
        news.end(commandId, CommandState.COMMAND_STATE_SUCCEEDED, "", "");
    }

    void failed(UpdateState state, String code, String detail) {
        say(state, code, detail);
        news.end(commandId, CommandState.COMMAND_STATE_FAILED, code, detail);
    }
}
