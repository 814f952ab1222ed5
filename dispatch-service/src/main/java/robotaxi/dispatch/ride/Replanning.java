package robotaxi.dispatch.ride;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Route;

/** Gives cars under way another way, when the roads are no longer what they were. */
final class Replanning {
    private static final Set<RideState> DRIVING = Set.of(RideState.MATCHED, RideState.EN_ROUTE, RideState.IN_RIDE);

    private final RideBook book;
    private final Missions missions;
    private final RideMending mending;
    private final InstantSource clock;

    Replanning(RideBook book, Missions missions, RideMending mending, InstantSource clock) {
        this.book = book;
        this.missions = missions;
        this.mending = mending;
        this.clock = clock;
    }

    /** Those with a rider aboard first. Answers how many have a new way. */
    int replan(Collection<Ride> open, BiPredicate<Place, Place> concerned) {
        List<Ride> driving = open.stream()
                .filter(ride -> DRIVING.contains(ride.state()))
                .sorted(Comparator.comparing((Ride ride) -> ride.state() != RideState.IN_RIDE))
                .toList();
        int replanned = 0;
        for (Ride ride : driving) {
            if (replan(ride, concerned)) {
                replanned++;
            }
        }
        return replanned;
    }

    /** A car that can no longer come to its rider is let go; one that cannot reach the next place with its rider keeps its way. */
    private boolean replan(Ride ride, BiPredicate<Place, Place> concerned) {
        boolean isWithRider = ride.state() == RideState.IN_RIDE;
        Place destination = isWithRider ? ride.itinerary().heading() : ride.meetingPlace();
        boolean isConcerned = missions.placeOf(ride)
                .filter(place -> concerned.test(place, destination))
                .isPresent();
        if (!isConcerned) {
            return false;
        }
        Optional<Route> route = missions.routeOf(ride, destination);
        if (route.isPresent()) {
            Leg leg = isWithRider ? Missions.legOf(ride.itinerary()) : Leg.PICKUP;
            Missions.Told told = missions.send(ride.vehicle().orElseThrow(), ride.id(), leg, route.get());
            book.keep(
                    ride.retold(told.missionId(), told.commandId(), clock.instant()), ride, "operator", "area-changed");
        } else if (!isWithRider) {
            mending.letGo(ride, "operator", "area-changed");
        }
        return route.isPresent();
    }
}
