package robotaxi.ota.rollout.adapter;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.Hold;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** One car in one rollout as PostgreSQL keeps it. */
@Entity
@Table(name = "vehicle_update")
@SuppressWarnings("NullAway.Init")
class VehicleUpdateRow {
    @EmbeddedId
    Key key;

    String state;
    Instant since;

    @Nullable
    Instant deadlineAt;

    String code;
    String detail;

    @Nullable
    String installCommandId;

    @Nullable
    String reservationId;

    @Nullable
    Instant reservationAskedAt;

    long fence;

    @Nullable
    Instant heldUntil;

    @Nullable
    String activateCommandId;

    /** Which car in which rollout. */
    @Embeddable
    record Key(String rolloutId, String vehicleId) implements Serializable {}

    static VehicleUpdateRow of(String rolloutId, VehicleUpdate update) {
        VehicleUpdateRow row = new VehicleUpdateRow();
        row.key = new Key(rolloutId, update.vehicleId());
        row.take(update);
        return row;
    }

    final void take(VehicleUpdate update) {
        state = update.state().wireName();
        since = update.since();
        deadlineAt = update.deadlineAt();
        code = update.code();
        detail = update.detail();
        installCommandId = update.installCommandId();
        Hold hold = update.hold();
        reservationId = hold == null ? null : hold.reservationId();
        reservationAskedAt = hold == null ? null : hold.askedAt();
        fence = hold == null ? 0 : hold.fence();
        heldUntil = hold == null ? null : hold.heldUntil();
        activateCommandId = hold == null ? null : hold.activateCommandId();
    }

    VehicleUpdate toUpdate() {
        Hold hold = reservationId == null || reservationAskedAt == null
                ? null
                : new Hold(reservationId, reservationAskedAt, fence, heldUntil, activateCommandId);
        return new VehicleUpdate(
                key.vehicleId(), stateOf(state), since, deadlineAt, code, detail, installCommandId, hold);
    }

    private static VehicleState stateOf(String wireName) {
        return VehicleState.valueOf(wireName.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
