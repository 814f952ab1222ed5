package robotaxi.benchmarks.ride;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Bill;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideOrder;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.routing.Place;

/** The same acts, done to dispatch's own ride and its own ledger entries. */
public final class DispatchRide {
    private static final Place HERE = new Place(43.73, 7.41);
    private static final Place THERE = new Place(43.74, 7.42);
    private static final String PIN = "0417";

    private Ride ride;
    private final List<Entry> entries = new ArrayList<>();

    /** A ride asked for at second 0, with stops on its way, and to be met at a second if that is above zero. */
    public DispatchRide(
            long wayPrice, long holdPerMinute, long noShowPrice, int stops, long meetAtSecond, long lateCredit) {
        Itinerary way = Itinerary.of(HERE, THERE);
        for (int i = 0; i < stops; i++) {
            way = way.stoppingAt(HERE);
        }
        var bill = new Bill(wayPrice, 0, holdPerMinute, noShowPrice, "EUR");
        Appointment appointment =
                meetAtSecond == 0 ? null : Appointment.at(Instant.ofEpochSecond(meetAtSecond), lateCredit);
        Ride.Move.Done asked = new RideOrder(
                        new RideId("ride"), "city", "rider", null, way, Needs.ONE, bill, 1_000, 100, PIN, appointment)
                .place(Instant.EPOCH);
        ride = asked.ride();
        entries.addAll(asked.entries());
    }

    /** The ride as it stands. */
    public Ride ride() {
        return ride;
    }

    /** Its money as it stands. */
    public Statement statement() {
        return new Statement("EUR", entries);
    }

    /** Does an act; answers whether it was done. */
    public boolean act(Act act, long second, long amount) {
        Instant now = Instant.ofEpochSecond(second);
        return switch (act) {
            case BECOME_DUE -> moved(ride.becomeDue(now));
            case MATCH -> moved(ride.match("car", "mission", "command", now));
            case UNDER_WAY -> moved(ride.underWay(now));
            case ARRIVE -> moved(ride.arrived(now));
            case UNLOCK -> moved(ride.unlock(PIN, now));
            case UNLOCK_WRONGLY -> moved(ride.unlock("9999", now));
            case BOARD -> moved(ride.board());
            case ALIGHT -> moved(ride.alight(now));
            case START -> moved(ride.start("mission", "command", now));
            case RESUME -> moved(ride.resume("mission", "command", now));
            case HOLD -> moved(ride.to(RideState.HOLD, now));
            case PULL_OVER -> moved(ride.pullOver(HERE, "mission", "command", now));
            case EMERGENCY_STOP -> moved(ride.interrupt("emergency", now));
            case FAIL -> moved(ride.fail(now));
            case TRANSFER -> moved(ride.transfer(HERE, now));
            case END -> moved(ride.end(now));
            case ADD_STOP -> moved(ride.change(ride.itinerary().stoppingAt(HERE), amount, 2_000, 200, now));
            case CHANGE_DROPOFF -> moved(ride.change(ride.itinerary().endingAt(HERE), amount, 2_000, 200, now));
            case CANCEL_BY_RIDER -> moved(ride.to(RideState.CANCELLED_RIDER, now));
            case CANCEL_BY_OPERATOR -> moved(ride.to(RideState.CANCELLED_OPERATOR, now));
            case LAPSE -> moved(ride.to(RideState.CANCELLED_NO_SUPPLY, now));
            case NO_SHOW -> moved(ride.to(RideState.CANCELLED_NO_SHOW, now));
            case CHARGE_CLEANING -> posted(statement().chargeCleaning(amount, now));
            case DISPUTE -> posted(statement().dispute(now));
            case UPHOLD -> posted(statement().decide(true, now));
            case DROP -> posted(statement().decide(false, now));
            case REFUND -> posted(statement().refund(amount, now));
        };
    }

    private boolean moved(Ride.Move move) {
        return switch (move) {
            case Ride.Move.Done done -> {
                ride = done.ride();
                entries.addAll(done.entries());
                yield true;
            }
            case Ride.Move.Refused _ -> false;
        };
    }

    private boolean posted(Statement.Posting posting) {
        // The desk asks for money acts only once a ride is over; so does this.
        if (!ride.state().isFinal()) {
            return false;
        }
        return switch (posting) {
            case Statement.Posting.Posted done -> entries.add(done.entry());
            case Statement.Posting.Refused _ -> false;
        };
    }
}
