package robotaxi.dispatch.ride;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.problem.ErrorCode;

/**
 * A rider's journey. Immutable: every move gives a new one with the version raised.
 *
 * @param riderId who asked, as the token names them
 * @param pin four digits that open the doors
 * @param vehicleId car, or null
 * @param missionId mission under way, or null
 * @param commandId command that told the car of that mission, or null
 * @param boarded the car's seats, belts and doors say that the rider sits in it
 * @param stateSince when the present state began
 * @param version counts the moves; the store refuses a late writer by it
 */
public record Ride(
        RideId id,
        String marketId,
        String riderId,
        Place pickup,
        Place dropoff,
        long priceMinor,
        String currency,
        double plannedDistanceMetres,
        double plannedDurationSeconds,
        String pin,
        RideState state,
        @Nullable String vehicleId,
        @Nullable String missionId,
        @Nullable String commandId,
        boolean boarded,
        Instant requestedAt,
        @Nullable Instant pickedUpAt,
        Instant stateSince,
        long version) {

    /** The answer to a wish. */
    public sealed interface Move {
        /** Granted. */
        record Done(Ride ride) implements Move {}

        /** Refused; the ride stays as it is. */
        record Refused(Ride current, ErrorCode reason) implements Move {}
    }

    /** Moves on, if the table of {@link RideState} has that move. */
    public Move to(RideState next, Instant now) {
        if (!state.next().contains(next)) {
            return new Move.Refused(this, state.isFinal() ? RideError.ALREADY_OVER : RideError.STATE_CONFLICT);
        }
        boolean leavesCar = next == RideState.REQUESTED;
        return new Move.Done(copy(
                next,
                leavesCar ? null : vehicleId,
                leavesCar ? null : missionId,
                leavesCar ? null : commandId,
                boarded && !leavesCar,
                next == RideState.IN_RIDE ? now : pickedUpAt,
                now,
                version + 1));
    }

    /** A car is chosen. */
    public Move match(String vehicle, String mission, String command, Instant now) {
        return switch (to(RideState.MATCHED, now)) {
            case Move.Done done -> new Move.Done(done.ride().withMission(vehicle, mission, command));
            case Move.Refused no -> no;
        };
    }

    /** The rider at the door. */
    public Move unlock(String givenPin, Instant now) {
        if (state == RideState.ARRIVED && !pin.equals(givenPin)) {
            return new Move.Refused(this, RideError.WRONG_PIN);
        }
        return to(RideState.BOARDING, now);
    }

    /** The rider wants to go: only once seated. */
    public Move start(String mission, String command, Instant now) {
        if (state == RideState.BOARDING && !boarded) {
            return new Move.Refused(this, RideError.NOT_BOARDED);
        }
        return switch (to(RideState.IN_RIDE, now)) {
            case Move.Done done -> new Move.Done(done.ride().withMission(vehicleId, mission, command));
            case Move.Refused no -> no;
        };
    }

    /** The car says that the rider is in. */
    public Ride asBoarded() {
        return copy(state, vehicleId, missionId, commandId, true, pickedUpAt, stateSince, version + 1);
    }

    /** The same mission told anew, or the next one. */
    public Ride withMission(@Nullable String vehicle, String mission, String command) {
        return copy(state, vehicle, mission, command, boarded, pickedUpAt, stateSince, version);
    }

    /** The same state told to the car anew: counts as a move of its own. */
    public Ride retold(String mission, String command, Instant now) {
        return copy(state, vehicleId, mission, command, boarded, pickedUpAt, now, version + 1);
    }

    /** With everything that may change; the rest is fixed when the ride is asked for. */
    private Ride copy(
            RideState newState,
            @Nullable String vehicle,
            @Nullable String mission,
            @Nullable String command,
            boolean isBoarded,
            @Nullable Instant pickedUp,
            Instant since,
            long newVersion) {
        return new Ride(
                id,
                marketId,
                riderId,
                pickup,
                dropoff,
                priceMinor,
                currency,
                plannedDistanceMetres,
                plannedDurationSeconds,
                pin,
                newState,
                vehicle,
                mission,
                command,
                isBoarded,
                requestedAt,
                pickedUp,
                since,
                newVersion);
    }

    /** The car, if there is one. */
    public Optional<String> vehicle() {
        return Optional.ofNullable(vehicleId);
    }
}
