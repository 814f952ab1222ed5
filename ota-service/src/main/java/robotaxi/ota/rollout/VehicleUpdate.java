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
 */
public record VehicleUpdate(
        String vehicleId,
        VehicleState state,
        Instant since,
        @Nullable Instant deadlineAt,
        String code,
        String detail,
        @Nullable String installCommandId,
        @Nullable Hold hold) {
    /** A car that was just chosen. */
    public static VehicleUpdate eligible(String vehicleId, Instant now) {
        return new VehicleUpdate(vehicleId, VehicleState.ELIGIBLE, now, null, "", "", null, null);
    }

    /** In another state. */
    public VehicleUpdate in(
            VehicleState next, Instant now, @Nullable Instant deadline, String newCode, String newDetail) {
        return new VehicleUpdate(vehicleId, next, now, deadline, newCode, newDetail, installCommandId, hold);
    }

    /** Still alive in the same state. */
    public VehicleUpdate heardOf(@Nullable Instant deadline) {
        return new VehicleUpdate(vehicleId, state, since, deadline, code, detail, installCommandId, hold);
    }

    /** With the order that offered it. */
    public VehicleUpdate offeredBy(String commandId) {
        return new VehicleUpdate(vehicleId, state, since, deadlineAt, code, detail, commandId, hold);
    }

    /** With another standing at dispatch. */
    public VehicleUpdate withHold(@Nullable Hold newHold) {
        return new VehicleUpdate(vehicleId, state, since, deadlineAt, code, detail, installCommandId, newHold);
    }

    /** Whether silence has lasted too long. */
    public boolean overdue(Instant now) {
        return !state.ended() && deadlineAt != null && !now.isBefore(deadlineAt);
    }
}
