package robotaxi.dispatch.ride;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ride's next version while it is made: everything that may change; the rest is fixed when the ride is asked for. */
final class RideChange {
    private final Ride before;
    Itinerary itinerary;
    Bill bill;
    double plannedDistanceMetres;
    double plannedDurationSeconds;
    RideState state;

    private @Nullable String vehicleId;
    private @Nullable String missionId;
    private @Nullable String commandId;

    @Nullable
    String emergencyId;

    boolean boarded;

    @Nullable
    Appointment appointment;

    @Nullable
    Instant pickedUpAt;

    Instant stateSince;

    RideChange(Ride before) {
        this.before = before;
        this.itinerary = before.itinerary();
        this.bill = before.bill();
        this.plannedDistanceMetres = before.plannedDistanceMetres();
        this.plannedDurationSeconds = before.plannedDurationSeconds();
        this.state = before.state();
        this.vehicleId = before.vehicleId();
        this.missionId = before.missionId();
        this.commandId = before.commandId();
        this.emergencyId = before.emergencyId();
        this.boarded = before.boarded();
        this.appointment = before.appointment();
        this.pickedUpAt = before.pickedUpAt();
        this.stateSince = before.stateSince();
    }

    void withMission(@Nullable String vehicle, @Nullable String mission, @Nullable String command) {
        vehicleId = vehicle;
        missionId = mission;
        commandId = command;
    }

    /** A car stands where the rider is to be met; the first one counts. */
    void metAt(Instant now) {
        if (appointment != null && appointment.metAt() == null) {
            appointment = appointment.met(now);
        }
    }

    /** The same version: the command belongs to the move that was made already. */
    Ride told(String command) {
        commandId = command;
        return made(before.version());
    }

    Ride made() {
        return made(before.version() + 1);
    }

    private Ride made(long version) {
        return new Ride(
                before.id(),
                before.marketId(),
                before.riderId(),
                before.riderReference(),
                itinerary,
                before.needs(),
                bill,
                plannedDistanceMetres,
                plannedDurationSeconds,
                before.pin(),
                state,
                vehicleId,
                missionId,
                commandId,
                emergencyId,
                boarded,
                before.requestedAt(),
                appointment,
                pickedUpAt,
                stateSince,
                version);
    }
}
