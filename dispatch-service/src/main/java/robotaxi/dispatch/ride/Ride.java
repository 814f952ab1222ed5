package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.EntryKind;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.problem.ErrorCode;

/**
 * A rider's journey. Immutable: every move gives a new one with the version raised, and the entries that the ledger gets with it.
 * The machine is drawn at {@link RideState}.
 *
 * @param riderId who asked, as the token names them
 * @param riderReference a partner's own name for its rider, or null
 * @param pin four digits that open the doors
 * @param vehicleId car, or null
 * @param missionId mission under way, or null
 * @param commandId command that told the car of that mission, or null
 * @param emergencyId what keeps the car standing because somebody asked for it, or null
 * @param boarded the car's seats, belts and doors say that the rider sits in it
 * @param appointment when the rider is to be met, or null for at once
 * @param pickedUpAt when the rider was driven for the first time
 * @param stateSince when the present state began, or the car was told anew
 * @param version counts the moves; the store refuses a late writer by it
 */
public record Ride(
        RideId id,
        String marketId,
        String riderId,
        @Nullable String riderReference,
        Itinerary itinerary,
        Needs needs,
        Bill bill,
        double plannedDistanceMetres,
        double plannedDurationSeconds,
        String pin,
        RideState state,
        @Nullable String vehicleId,
        @Nullable String missionId,
        @Nullable String commandId,
        @Nullable String emergencyId,
        boolean boarded,
        Instant requestedAt,
        @Nullable Appointment appointment,
        @Nullable Instant pickedUpAt,
        Instant stateSince,
        long version) {

    /** The answer to a wish. */
    public sealed interface Move {
        /** Granted; the entries are written with it. */
        record Done(Ride ride, List<Entry> entries) implements Move {}

        /** Refused; the ride stays as it is. */
        record Refused(Ride current, ErrorCode reason) implements Move {}
    }

    /** Moves on, if the table of {@link RideState} has that move. */
    public Move to(RideState next, Instant now) {
        return go(next, now, change -> {});
    }

    private Move go(RideState next, Instant now, Consumer<RideChange> more) {
        if (!state.next().contains(next)) {
            return refused(state.isFinal() ? RideError.ALREADY_OVER : RideError.STATE_CONFLICT);
        }
        var change = new RideChange(this);
        change.state = next;
        change.stateSince = now;
        if (next.isWithoutCar()) {
            change.withMission(null, null, null);
            change.boarded = false;
        }
        if (state == RideState.INTERRUPTED) {
            change.emergencyId = null;
        }
        List<Entry> entries = new ArrayList<>();
        if (state == RideState.HOLD) {
            long held = bill.holdMinor(Duration.between(stateSince, now).toMillis());
            change.bill = bill.plusHeld(held);
            entries.addAll(entry(EntryKind.HOLD, held, now));
        }
        if (next.isCancelled() || (state == RideState.INTERRUPTED && next == RideState.COMPLETED)) {
            entries.addAll(entry(EntryKind.RELEASE, change.bill.wayMinor(), now));
        }
        if (next == RideState.COMPLETED && state != RideState.INTERRUPTED && wasMetLate()) {
            entries.addAll(entry(EntryKind.LATE_CREDIT, lateCreditMinor(change.bill), now));
        }
        if (next == RideState.CANCELLED_NO_SHOW && pickedUpAt == null && !wasMetLate()) {
            entries.addAll(entry(EntryKind.NO_SHOW_FEE, bill.noShowFeeMinor(), now));
        }
        more.accept(change);
        return new Move.Done(change.made(), List.copyOf(entries));
    }

    /** A move within the state. */
    private Move.Done stay(Consumer<RideChange> more) {
        var change = new RideChange(this);
        more.accept(change);
        return new Move.Done(change.made(), List.of());
    }

    private Move.Refused refused(ErrorCode reason) {
        return new Move.Refused(this, reason);
    }

    private Move.Refused refusedByState() {
        return refused(state.isFinal() ? RideError.ALREADY_OVER : RideError.STATE_CONFLICT);
    }

    /** On the way, but not driving. */
    private boolean stands() {
        return state == RideState.STOPPED || state == RideState.HOLD || state == RideState.INTERRUPTED;
    }

    private List<Entry> entry(EntryKind kind, long amountMinor, Instant now) {
        return Entry.of(kind, amountMinor, bill.currency(), now);
    }

    private boolean wasMetLate() {
        return appointment != null && appointment.guarantee() == Guarantee.BROKEN;
    }

    /** Never more than the way costs, so that nobody owes less than nothing. */
    private long lateCreditMinor(Bill end) {
        return appointment == null ? 0 : Math.min(appointment.lateCreditMinor(), end.wayMinor());
    }

    /** The time of a ride for later has come near: a car is sought. */
    public Move becomeDue(Instant now) {
        return state == RideState.SCHEDULED ? to(RideState.REQUESTED, now) : refusedByState();
    }

    /** The rider of a ride for later wants to be met at another time, at the same price. */
    public Move reschedule(Instant pickupAt) {
        Appointment before = appointment;
        return state == RideState.SCHEDULED && before != null
                ? stay(change -> change.appointment = before.movedTo(pickupAt))
                : refusedByState();
    }

    /** What is thought of the appointment now. Only until the rider is met. */
    Move judged(Guarantee guarantee) {
        Appointment before = appointment;
        return before == null || before.metAt() != null || state.isFinal()
                ? refusedByState()
                : stay(change -> change.appointment = before.judged(guarantee));
    }

    /** A car is chosen. */
    public Move match(String vehicle, String mission, String command, Instant now) {
        return go(RideState.MATCHED, now, change -> change.withMission(vehicle, mission, command));
    }

    /** The car drives: to the rider, or again with the rider, after it stood by itself. */
    public Move underWay(Instant now) {
        return switch (state) {
            case MATCHED -> to(RideState.EN_ROUTE, now);
            case INTERRUPTED -> emergencyId == null ? to(RideState.IN_RIDE, now) : refusedByState();
            default -> refusedByState();
        };
    }

    /** The car stands where it was sent: at the rider, or at a stop. At the drop-off the ride goes on until the rider is out. */
    public Move arrived(Instant now) {
        return switch (state) {
            case MATCHED, EN_ROUTE -> go(RideState.ARRIVED, now, change -> change.metAt(now));
            case IN_RIDE -> itinerary.isOnLastLeg() ? refusedByState() : to(RideState.STOPPED, now);
            default -> refusedByState();
        };
    }

    /** The rider at the door, at the pick-up or back at a stop. */
    public Move unlock(String givenPin, Instant now) {
        boolean isBackAtStop = (state == RideState.STOPPED || state == RideState.HOLD) && !boarded;
        if ((state == RideState.ARRIVED || isBackAtStop) && !pin.equals(givenPin)) {
            return refused(RideError.WRONG_PIN);
        }
        return isBackAtStop ? stay(change -> {}) : to(RideState.BOARDING, now);
    }

    /** The car says that the rider is in. */
    public Move board() {
        return switch (state) {
            case BOARDING, STOPPED, HOLD -> boarded ? refusedByState() : stay(change -> change.boarded = true);
            default -> refusedByState();
        };
    }

    /** The car says that the rider got out: the end, or a break. */
    public Move alight(Instant now) {
        return switch (state) {
            case IN_RIDE -> go(RideState.COMPLETED, now, change -> change.boarded = false);
            case STOPPED, HOLD, INTERRUPTED -> boarded ? stay(change -> change.boarded = false) : refusedByState();
            default -> refusedByState();
        };
    }

    /** The rider wants to go: only once seated. */
    public Move start(String mission, String command, Instant now) {
        if (state != RideState.BOARDING) {
            return refusedByState();
        }
        if (!boarded) {
            return refused(RideError.NOT_BOARDED);
        }
        return go(RideState.IN_RIDE, now, change -> {
            change.withMission(vehicleId, mission, command);
            change.itinerary = itinerary.onward();
            change.pickedUpAt = pickedUpAt == null ? now : pickedUpAt;
        });
    }

    /** On from a stop, or from where the car stands by somebody's wish: only with the rider seated. */
    public Move resume(String mission, String command, Instant now) {
        if (!stands()) {
            return refusedByState();
        }
        if (!boarded) {
            return refused(RideError.NOT_BOARDED);
        }
        return go(RideState.IN_RIDE, now, change -> {
            change.withMission(vehicleId, mission, command);
            change.itinerary = state == RideState.INTERRUPTED ? itinerary : itinerary.onward();
        });
    }

    /** The rider wants out now: first to a place at the kerb, then on. */
    public Move pullOver(Place kerb, String mission, String command, Instant now) {
        if (state != RideState.IN_RIDE) {
            return refusedByState();
        }
        return stay(change -> {
            change.itinerary = itinerary.firstTo(kerb);
            change.withMission(vehicleId, mission, command);
            change.stateSince = now;
        });
    }

    /** The car stands where it should not; with the emergency that keeps it there, if somebody asked for that. */
    public Move interrupt(@Nullable String emergency, Instant now) {
        return go(RideState.INTERRUPTED, now, change -> change.emergencyId = emergency);
    }

    /** The car cannot go on. Who waits for it gets another one; who sits in it waits a little first. */
    public Move fail(Instant now) {
        return switch (state) {
            case MATCHED -> to(pickedUpAt == null ? RideState.REQUESTED : RideState.TRANSFER, now);
            case EN_ROUTE, ARRIVED, BOARDING ->
                to(pickedUpAt == null ? RideState.REASSIGNING : RideState.TRANSFER, now);
            case IN_RIDE -> interrupt(null, now);
            default -> refusedByState();
        };
    }

    /** Another car takes the rider on from here, under the same ride and at the same price. */
    public Move transfer(Place meetAt, Instant now) {
        return switch (state) {
            case IN_RIDE, INTERRUPTED ->
                go(RideState.TRANSFER, now, change -> change.itinerary = itinerary.firstTo(meetAt));
            case STOPPED, HOLD ->
                go(
                        RideState.TRANSFER,
                        now,
                        change -> change.itinerary = itinerary.onward().firstTo(meetAt));
            default -> refusedByState();
        };
    }

    /** The rider gets out for good before the drop-off. Where the car failed, nothing is owed for the way. */
    public Move end(Instant now) {
        return stands() ? to(RideState.COMPLETED, now) : refusedByState();
    }

    /** Another way, at another price. */
    public Move change(Itinerary way, long priceMinor, double distanceMetres, double durationSeconds, Instant now) {
        if (!state.isEditable()) {
            return refusedByState();
        }
        long dearer = priceMinor - bill.priceMinor();
        var done = stay(change -> {
            change.itinerary = way;
            change.bill = bill.withPrice(priceMinor);
            change.plannedDistanceMetres = distanceMetres;
            change.plannedDurationSeconds = durationSeconds;
        });
        EntryKind kind = dearer > 0 ? EntryKind.TRIP_DEARER : EntryKind.TRIP_CHEAPER;
        return new Move.Done(done.ride(), entry(kind, Math.abs(dearer), now));
    }

    /** The same state told to the car anew: counts as a move of its own. */
    public Move.Done retold(@Nullable String mission, String command, Instant now) {
        return stay(change -> {
            change.withMission(vehicleId, mission, command);
            change.stateSince = now;
        });
    }

    /** The same move, with the command that told the car of it. */
    Ride withCommand(String command) {
        return new RideChange(this).told(command);
    }

    /** Where the rider asked to be met first. */
    public Place pickup() {
        return itinerary.pickup();
    }

    /** Where the ride ends. */
    public Place dropoff() {
        return itinerary.dropoff();
    }

    /** Where a car meets the rider now: the pick-up, or where another one failed. */
    public Place meetingPlace() {
        return itinerary.heading();
    }

    /** Since when the rider waits: the time asked for, or the request itself. */
    public Instant waitsSince() {
        return appointment == null ? requestedAt : appointment.pickupAt();
    }

    /** Locked price of the way, minor units. */
    public long priceMinor() {
        return bill.priceMinor();
    }

    /** ISO 4217. */
    public String currency() {
        return bill.currency();
    }

    /** The car, if there is one. */
    public Optional<String> vehicle() {
        return Optional.ofNullable(vehicleId);
    }
}
