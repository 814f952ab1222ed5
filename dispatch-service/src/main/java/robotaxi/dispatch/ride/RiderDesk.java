package robotaxi.dispatch.ride;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.payment.PaymentError;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Route;
import robotaxi.kit.problem.ErrorCode;

/** What riders, and operators for them, may wish. Part of {@link RideDesk}: the same one thread, the same transaction. */
public final class RiderDesk {
    private final RideBook book;
    private final Fleet fleet;
    private final Missions missions;
    private final RideMending mending;
    private final TripPlanner planner;
    private final InstantSource clock;

    RiderDesk(
            RideBook book,
            Fleet fleet,
            Missions missions,
            RideMending mending,
            TripPlanner planner,
            InstantSource clock) {
        this.book = book;
        this.fleet = fleet;
        this.missions = missions;
        this.mending = mending;
        this.planner = planner;
        this.clock = clock;
    }

    /** A new ride; a quote makes one. */
    public Ride request(RideOrder order, String quoteId, String idempotencyKey) {
        return book.open(order.place(clock.instant()), quoteId, idempotencyKey);
    }

    /** The rider, or an operator, gives the ride up. */
    public Ride.Move cancel(Ride ride, RideState end, String actor, String cause) {
        return leave(ride, ride.to(end, clock.instant()), actor, cause);
    }

    /** The rider of a ride for later wants to be met at another time. */
    public Ride.Move reschedule(Ride ride, Instant pickupAt) {
        return Appointment.isBookable(pickupAt, clock.instant())
                ? book.keep(ride.reschedule(pickupAt), ride, "rider", "rescheduled")
                : new Ride.Move.Refused(ride, RideError.BAD_PICKUP_TIME);
    }

    /** The rider gets out for good, where the car stands. */
    public Ride.Move end(Ride ride) {
        return leave(ride, ride.end(clock.instant()), "rider", "ended-early");
    }

    private Ride.Move leave(Ride ride, Ride.Move move, String actor, String cause) {
        if (move instanceof Ride.Move.Done) {
            missions.release(ride, cause);
        }
        return book.keep(move, ride, actor, cause);
    }

    /** The rider at the door gives the PIN. */
    public Ride.Move unlock(Ride ride, String pin) {
        return switch (ride.unlock(pin, clock.instant())) {
            case Ride.Move.Refused no -> no;
            case Ride.Move.Done done -> {
                Ride told = done.ride().withCommand(missions.unlock(ride));
                yield book.keep(new Ride.Move.Done(told, done.entries()), ride, "rider", "unlocked");
            }
        };
    }

    /** The rider looks for the car that waits. Nothing about the ride changes. */
    public Ride.Move signal(Ride ride, boolean honk, boolean flash) {
        boolean waits = switch (ride.state()) {
            case ARRIVED, BOARDING, STOPPED, HOLD -> !ride.boarded();
            default -> false;
        };
        if (!waits) {
            return new Ride.Move.Refused(ride, RideError.NOT_WAITING);
        }
        missions.signal(ride, honk, flash);
        return new Ride.Move.Done(ride, List.of());
    }

    /** The rider, seated, wants to go. */
    public Ride.Move start(Ride ride) {
        return drive(
                ride,
                ride.itinerary().onward(),
                (mission, command) -> ride.start(mission, command, clock.instant()),
                "started");
    }

    /** The rider, seated, wants to go on: from a stop, or from where the car was stopped. */
    public Ride.Move resume(Ride ride) {
        boolean isAtStop = ride.state() == RideState.STOPPED || ride.state() == RideState.HOLD;
        Itinerary way = isAtStop ? ride.itinerary().onward() : ride.itinerary();
        missions.endEmergency(ride, "resumed");
        return drive(ride, way, (mission, command) -> ride.resume(mission, command, clock.instant()), "resumed");
    }

    /** The car is kept at the stop, at a price a minute. */
    public Ride.Move hold(Ride ride) {
        return book.keep(ride.to(RideState.HOLD, clock.instant()), ride, "rider", "held");
    }

    /** The rider wants out now: the car stops at the next place where it can. */
    public Ride.Move pullOver(Ride ride) {
        double speed = ride.vehicle()
                .flatMap(fleet::find)
                .map(Vehicle::speedMetresPerSecond)
                .orElse(0.0);
        Optional<Place> kerb =
                missions.routeOf(ride, ride.itinerary().heading()).map(route -> Kerb.ahead(route, speed));
        if (kerb.isEmpty()) {
            return new Ride.Move.Refused(ride, RideError.STATE_CONFLICT);
        }
        return drive(
                ride,
                ride.itinerary().firstTo(kerb.get()),
                (mission, command) -> ride.pullOver(kerb.get(), mission, command, clock.instant()),
                "pulled-over");
    }

    /** The rider's emergency: the car stops in its lane at once. */
    public Ride.Move emergencyStop(Ride ride) {
        Instant now = clock.instant();
        if (ride.interrupt(null, now) instanceof Ride.Move.Refused no) {
            return no;
        }
        return book.keep(
                ride.interrupt(missions.stopNow(ride, "the rider asked for it"), now), ride, "rider", "emergency-stop");
    }

    /** An operator sends another car. */
    public Ride.Move replaceVehicle(Ride ride, String reason) {
        return switch (ride.state()) {
            case MATCHED, EN_ROUTE, ARRIVED, BOARDING -> mending.letGo(ride, "operator", reason);
            default -> mending.transfer(ride, "operator", reason);
        };
    }

    /** What a change of the way would cost. */
    public Optional<TripPlanner.Plan> preview(Ride ride, UnaryOperator<Itinerary> change) {
        Itinerary now = ride.itinerary();
        Itinerary driven = ride.state() == RideState.IN_RIDE
                ? missions.placeOf(ride).map(now::passing).orElse(now)
                : now;
        return planner.plan(change.apply(driven));
    }

    /**
     * Changes the way.
     *
     * @param acceptedPriceMinor price that the rider has seen; another one is refused
     */
    public Ride.Move change(Ride ride, UnaryOperator<Itinerary> change, OptionalLong acceptedPriceMinor, String cause) {
        Optional<TripPlanner.Plan> found = preview(ride, change);
        if (found.isEmpty()) {
            return new Ride.Move.Refused(ride, RideError.NO_ROUTE);
        }
        TripPlanner.Plan plan = found.get();
        long price = plan.fare().totalMinor();
        if (plan.way().stopsAhead().size() > Itinerary.MOST_STOPS) {
            return new Ride.Move.Refused(ride, RideError.TOO_MANY_STOPS);
        }
        if (price > ride.priceMinor() && acceptedPriceMinor.orElse(ride.priceMinor()) < price) {
            return new Ride.Move.Refused(ride, RideError.PRICE_NOT_ACCEPTED);
        }
        Ride.Move move = book.keep(
                ride.change(plan.way(), price, plan.distanceMetres(), plan.durationSeconds(), clock.instant()),
                ride,
                "rider",
                cause);
        if (move instanceof Ride.Move.Done(Ride changed, var entries) && changed.state() == RideState.IN_RIDE) {
            return mending.tellAgain(changed)
                    .<Ride.Move>map(told -> new Ride.Move.Done(told, entries))
                    .orElse(move);
        }
        return move;
    }

    private Ride.Move drive(Ride ride, Itinerary way, BiFunction<String, String, Ride.Move> wish, String cause) {
        if (wish.apply("", "") instanceof Ride.Move.Refused no) {
            return no;
        }
        Optional<Route> route = missions.routeOf(ride, way.heading());
        if (route.isEmpty()) {
            return new Ride.Move.Refused(ride, RideError.STATE_CONFLICT);
        }
        Missions.Told told = missions.send(ride.vehicle().orElseThrow(), ride.id(), Missions.legOf(way), route.get());
        return book.keep(wish.apply(told.missionId(), told.commandId()), ride, "rider", cause);
    }

    /** The money of a ride that is over: a fee, a dispute, a decision, a refund. Empty if it is done, else why not. */
    public Optional<ErrorCode> settle(
            Ride ride, BiFunction<Statement, Instant, Statement.Posting> act, String actor, String cause) {
        if (!ride.state().isFinal()) {
            return Optional.of(PaymentError.RIDE_NOT_OVER);
        }
        return switch (act.apply(book.statement(ride), clock.instant())) {
            case Statement.Posting.Posted(var entry) -> {
                book.post(ride, entry, actor, cause);
                yield Optional.empty();
            }
            case Statement.Posting.Refused(ErrorCode reason) -> Optional.of(reason);
        };
    }

    /** The cleaning of the car; only who sat in it can have soiled it. */
    public Optional<ErrorCode> chargeCleaning(Ride ride, long amountMinor, String cause) {
        return ride.pickedUpAt() == null
                ? Optional.of(PaymentError.NEVER_ABOARD)
                : settle(ride, (money, now) -> money.chargeCleaning(amountMinor, now), "operator", cause);
    }

    /** What a ride's money says. */
    public Statement statement(Ride ride) {
        return book.statement(ride);
    }
}
