package robotaxi.ota.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One car in one rollout.
 *
 * @param vehicleId the car
 * @param state how far it is
 * @param since when it came into that state
 * @param deadlineAt when silence makes it lost, or null for never
 * @param code machine-readable reason of a bad end, or empty
 * @param detail the reason in words, or empty
 * @param installCommandId the order that offered it, or null
 * @param hold where dispatch stands, or null while nothing was asked
 * @param action what a device that asks for itself sees of it, or null for a car that is told
 * @param returnsTo release that the car goes back to, or null while the rollout's is meant for it
 */
public record VehicleUpdate(
        String vehicleId,
        VehicleState state,
        Instant since,
        @Nullable Instant deadlineAt,
        String code,
        String detail,
        @Nullable String installCommandId,
        @Nullable Hold hold,
        @Nullable DeviceAction action,
        @Nullable String returnsTo) {
    /** In another state. */
    public VehicleUpdate in(
            VehicleState next, Instant now, @Nullable Instant deadline, String newCode, String newDetail) {
        return new VehicleUpdate(
                vehicleId, next, now, deadline, newCode, newDetail, installCommandId, hold, action, returnsTo);
    }

    /** Still alive in the same state. */
    public VehicleUpdate heardOf(@Nullable Instant deadline) {
        return new VehicleUpdate(
                vehicleId, state, since, deadline, code, detail, installCommandId, hold, action, returnsTo);
    }

    /** With the order that offered it; a device that asks for itself gets none. */
    public VehicleUpdate offeredBy(@Nullable String commandId) {
        return new VehicleUpdate(vehicleId, state, since, deadlineAt, code, detail, commandId, hold, action, returnsTo);
    }

    /** With another standing at dispatch. */
    public VehicleUpdate withHold(@Nullable Hold newHold) {
        return new VehicleUpdate(
                vehicleId, state, since, deadlineAt, code, detail, installCommandId, newHold, action, returnsTo);
    }

    /** With another side for the device. */
    public VehicleUpdate withAction(DeviceAction newAction) {
        return new VehicleUpdate(
                vehicleId, state, since, deadlineAt, code, detail, installCommandId, hold, newAction, returnsTo);
    }

    /** Turned around: the release before is meant for it now. */
    public VehicleUpdate returningTo(String previousReleaseId) {
        return new VehicleUpdate(
                vehicleId, state, since, deadlineAt, code, detail, null, null, action, previousReleaseId);
    }

    /** The release that the car is to run in the end. */
    public String destination(Rollout.Plan plan) {
        return returnsTo == null ? plan.releaseId() : returnsTo;
    }

    /** What a report means: of a car on its way back, running what it was told to run is to have been rolled back. */
    public VehicleState meaningOf(VehicleState reported) {
        if (returnsTo == null) {
            return reported;
        }
        return switch (reported) {
            case COMMITTED -> VehicleState.ROLLED_BACK;
            case ROLLED_BACK -> VehicleState.FAILED;
            default -> reported;
        };
    }

    /** Whether it runs what was meant for it in the end. */
    public boolean isInstalled() {
        return state == VehicleState.COMMITTED || (state == VehicleState.ROLLED_BACK && returnsTo != null);
    }

    /** Whether the device asks for the update itself instead of being told. */
    public boolean pulls() {
        return action != null;
    }

    /** Whether the device has begun, so that it must be let to an end. */
    public boolean begun() {
        return state.compareTo(VehicleState.OFFERED) > 0 && !state.ended();
    }

    /** Whether silence has lasted too long. */
    public boolean overdue(Instant now) {
        return !state.ended() && deadlineAt != null && !now.isBefore(deadlineAt);
    }
}
