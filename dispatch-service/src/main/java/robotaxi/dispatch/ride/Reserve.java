package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.NearNodes;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/** Cars that could serve somebody at a moment: at once, or after what they do now. */
final class Reserve {
    /** A car that serves somebody else now is at the pick-up after so long. */
    static final Duration BUSY_APPROACH = Duration.ofMinutes(20);

    private static final int LONGEST_APPROACH_MILLIS = 2_700_000;

    private final Roads roads;
    private final RoadGraph graph;
    private final Map<Integer, List<Vehicle>> freeAt = new HashMap<>();
    private final List<Vehicle> busy = new ArrayList<>();

    /**
     * Looks at every car.
     *
     * @param taken cars that no other ride can have now
     */
    Reserve(List<Vehicle> fleet, Set<String> taken, Roads roads, Instant now) {
        this.roads = roads;
        this.graph = roads.graph();
        for (Vehicle car : fleet) {
            if (car.isReady(now) && !taken.contains(car.vehicleId())) {
                nodeOf(car)
                        .ifPresent(node -> freeAt.computeIfAbsent(node, _ -> new ArrayList<>())
                                .add(car));
            } else if (car.connected() && car.batteryPercent() >= Vehicle.LEAST_BATTERY_PERCENT) {
                busy.add(car);
            }
        }
    }

    private OptionalInt nodeOf(Vehicle car) {
        Place place = car.place();
        return place == null ? OptionalInt.empty() : roads.snap(place);
    }

    /** How long the ride's car would take to come; empty if there is none. So many rides come before it, each to the nearest left. */
    Optional<Duration> approach(Ride ride, int rank) {
        OptionalInt meeting = roads.snap(ride.meetingPlace());
        if (meeting.isEmpty()) {
            return Optional.empty();
        }
        int nearer = 0;
        NearNodes near = graph.nearest(meeting.getAsInt(), 1);
        for (int i = 0; ; i++) {
            near = graph.reaching(near, i);
            if (i == near.size() || near.millis(i) > LONGEST_APPROACH_MILLIS) {
                break;
            }
            nearer += count(freeAt.getOrDefault(near.node(i), List.of()), ride);
            if (nearer > rank) {
                return Optional.of(Duration.ofMillis(near.millis(i)));
            }
        }
        return rank < nearer + count(busy, ride) ? Optional.of(BUSY_APPROACH) : Optional.empty();
    }

    /** How long a car that a ride has takes from where it is; empty if no road leads there. */
    Optional<Duration> approach(Vehicle car, Ride ride) {
        OptionalInt meeting = roads.snap(ride.meetingPlace());
        OptionalInt at = nodeOf(car);
        if (meeting.isEmpty() || at.isEmpty()) {
            return Optional.empty();
        }
        int millis = graph.millisBetween(at.getAsInt(), meeting.getAsInt(), LONGEST_APPROACH_MILLIS);
        return millis == RoadGraph.UNREACHABLE ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static int count(List<Vehicle> cars, Ride ride) {
        return (int) cars.stream()
                .filter(car -> car.takes(ride.needs().seats(), ride.needs().wheelchair()))
                .count();
    }
}
