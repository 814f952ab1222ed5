package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robotaxi.dispatch.fleet.Fleet;
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
        boolean isAnyPromised = seeking.stream().anyMatch(GuaranteeMonitor::isPromised)
                || open.stream().anyMatch(GuaranteeMonitor::isPromised);
        if (!isAnyPromised) {
            return;
        }
        var reserve = new Reserve(fleet.list(marketId), book.rides().listTaken(fleet), roads, now);
        for (int rank = 0; rank < seeking.size(); rank++) {
            Ride ride = seeking.get(rank);
            if (isPromised(ride)) {
                Optional<Duration> approach = reserve.approach(ride, rank);
                Ride judged = judge(ride, approach, now);
                release(judged, approach, now);
            }
        }
        open.stream()
                .filter(ride -> isPromised(ride) && !ride.state().isWithoutCar())
                .forEach(ride -> judge(
                        ride, ride.vehicle().flatMap(fleet::find).flatMap(car -> reserve.approach(car, ride)), now));
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
}
