package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/**
 * Watches over the appointments of the next hour: says of each how sure it is, has a car sought in time, and earlier where time
 * is short. A change of mind is a move of the ride, with its event.
 *
 * <p>What to expect is said with caution: rides get cars in the order in which their riders want to be met, each the nearest
 * free one that those before it leave; once the free ones are used up, a busy one.
 */
final class GuaranteeMonitor {
    /** Rides beyond this are not judged yet. */
    static final Duration HORIZON = Duration.ofHours(1);

    /** A car is sought this long before it must set out. */
    static final Duration MARGIN = Duration.ofMinutes(4);

    /** A ride at risk gets a car this long before its time at the latest. */
    static final Duration RESCUE_LEAD = Duration.ofMinutes(30);

    /** A car that serves somebody else now is at the pick-up after so long. */
    static final Duration BUSY_APPROACH = Duration.ofMinutes(20);

    private static final int LONGEST_APPROACH_MILLIS = 2_700_000;

    private final String marketId;
    private final RideBook book;
    private final Fleet fleet;
    private final Roads roads;

    GuaranteeMonitor(String marketId, RideBook book, Fleet fleet, Roads roads) {
        this.marketId = marketId;
        this.book = book;
        this.fleet = fleet;
        this.roads = roads;
    }

    /** What to expect of a ride's appointment, and why. */
    private record Outlook(Guarantee guarantee, String reason) {}

    /** Judges all, and releases to matching what is due. */
    void watch(Instant now) {
        List<Ride> open = book.rides().listOpen(marketId);
        List<Ride> seeking = new ArrayList<>(book.rides().listScheduled(marketId, now.plus(HORIZON)));
        open.stream().filter(ride -> ride.state().isWithoutCar()).forEach(seeking::add);
        seeking.sort(Comparator.comparing(Ride::waitsSince)
                .thenComparing(ride -> ride.id().value()));
        Supply supply = null;
        for (int rank = 0; rank < seeking.size(); rank++) {
            Ride ride = seeking.get(rank);
            if (isPromised(ride)) {
                supply = supply == null ? supply(now) : supply;
                Optional<Duration> approach = supply.approach(ride, rank);
                Ride judged = judge(ride, approach, now);
                release(judged, approach, now);
            }
        }
        open.stream()
                .filter(ride -> isPromised(ride) && !ride.state().isWithoutCar())
                .forEach(ride -> judge(ride, approachOfItsCar(ride), now));
    }

    private static boolean isPromised(Ride ride) {
        Appointment appointment = ride.appointment();
        return appointment != null && appointment.metAt() == null;
    }

    private Ride judge(Ride ride, Optional<Duration> approach, Instant now) {
        Appointment promise = ride.appointment();
        if (promise == null) {
            return ride;
        }
        Outlook outlook = outlook(promise, approach, now);
        if (outlook.guarantee() == promise.guarantee()) {
            return ride;
        }
        Ride.Move move = book.keep(ride.judged(outlook.guarantee()), ride, "clock", outlook.reason());
        return move instanceof Ride.Move.Done done ? done.ride() : ride;
    }

    /** Between in time and too late an earlier judgement stays, so that it does not flutter. */
    private static Outlook outlook(Appointment promise, Optional<Duration> approach, Instant now) {
        if (promise.isLate(now)) {
            return new Outlook(Guarantee.BROKEN, "nobody-came");
        }
        if (approach.isEmpty()) {
            return new Outlook(Guarantee.AT_RISK, "no-vehicle");
        }
        Instant expected = now.plus(approach.get());
        if (promise.isLate(expected)) {
            return new Outlook(Guarantee.AT_RISK, "vehicle-late");
        }
        boolean isUndecided = promise.guarantee() == Guarantee.AT_RISK && expected.isAfter(promise.pickupAt());
        return isUndecided
                ? new Outlook(Guarantee.AT_RISK, "vehicle-late")
                : new Outlook(Guarantee.GUARANTEED, "in-time");
    }

    private void release(Ride ride, Optional<Duration> approach, Instant now) {
        Appointment promise = ride.appointment();
        if (promise == null || ride.state() != RideState.SCHEDULED) {
            return;
        }
        Duration lead = approach.map(MARGIN::plus).orElse(RESCUE_LEAD);
        if (promise.guarantee() != Guarantee.GUARANTEED && lead.compareTo(RESCUE_LEAD) < 0) {
            lead = RESCUE_LEAD;
        }
        if (!now.isBefore(promise.pickupAt().minus(lead))) {
            book.keep(ride.becomeDue(now), ride, "clock", "due");
        }
    }

    private Optional<Duration> approachOfItsCar(Ride ride) {
        OptionalInt meeting = roads.snap(ride.meetingPlace());
        Optional<Vehicle> car = ride.vehicle().flatMap(fleet::find);
        if (meeting.isEmpty() || car.isEmpty()) {
            return Optional.empty();
        }
        int[] millis = roads.graph().millisTo(meeting.getAsInt(), LONGEST_APPROACH_MILLIS);
        return duration(millisFrom(car.get(), millis));
    }

    private Supply supply(Instant now) {
        Set<String> taken = book.rides().listTaken(fleet);
        List<Vehicle> free = new ArrayList<>();
        List<Vehicle> busy = new ArrayList<>();
        for (Vehicle car : fleet.list(marketId)) {
            if (car.isReady(now) && !taken.contains(car.vehicleId())) {
                free.add(car);
            } else if (car.connected() && car.batteryPercent() >= Vehicle.LEAST_BATTERY_PERCENT) {
                busy.add(car);
            }
        }
        return new Supply(free, busy);
    }

    /** Cars that could serve somebody: at once, or after what they do now. */
    private final class Supply {
        private final List<Vehicle> free;
        private final List<Vehicle> busy;

        private Supply(List<Vehicle> free, List<Vehicle> busy) {
            this.free = free;
            this.busy = busy;
        }

        /** How long the ride's car would take to come; empty if there is none. So many rides come before it. */
        private Optional<Duration> approach(Ride ride, int rank) {
            OptionalInt meeting = roads.snap(ride.meetingPlace());
            if (meeting.isEmpty()) {
                return Optional.empty();
            }
            int[] millis = roads.graph().millisTo(meeting.getAsInt(), LONGEST_APPROACH_MILLIS);
            int[] near = free.stream()
                    .filter(car -> takes(car, ride))
                    .mapToInt(car -> millisFrom(car, millis))
                    .filter(way -> way != RoadGraph.UNREACHABLE)
                    .sorted()
                    .toArray();
            if (rank < near.length) {
                return duration(near[rank]);
            }
            long more = busy.stream().filter(car -> takes(car, ride)).count();
            return rank < near.length + more ? Optional.of(BUSY_APPROACH) : Optional.empty();
        }
    }

    private static boolean takes(Vehicle car, Ride ride) {
        return car.takes(ride.needs().seats(), ride.needs().wheelchair());
    }

    private int millisFrom(Vehicle car, int[] millis) {
        Place place = car.place();
        OptionalInt node = place == null ? OptionalInt.empty() : roads.snap(place);
        return node.isPresent() ? millis[node.getAsInt()] : RoadGraph.UNREACHABLE;
    }

    private static Optional<Duration> duration(int millis) {
        return millis == RoadGraph.UNREACHABLE ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
