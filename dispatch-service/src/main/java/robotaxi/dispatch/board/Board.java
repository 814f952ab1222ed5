package robotaxi.dispatch.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.rebalancing.Zones;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.task.CarTask;

/**
 * A market at a moment.
 *
 * @param openRequests rides that no car is assigned to
 * @param oldestWaitSeconds of those, from the request on; 0 without any
 * @param waitP50Seconds from the request to the car's arrival, of those that came within the last hour
 * @param waitP90Seconds the same, nine of ten
 * @param cars how many do what; every activity is there
 * @param zones demand against supply, the greatest want first
 */
public record Board(
        int openRequests,
        double oldestWaitSeconds,
        OptionalDouble waitP50Seconds,
        OptionalDouble waitP90Seconds,
        Map<Activity, Integer> cars,
        List<Zone> zones) {
    /** Copies, so that nobody changes a picture. */
    public Board {
        cars = Map.copyOf(cars);
        zones = List.copyOf(zones);
    }

    /**
     * A part of the market.
     *
     * @param expected requests expected within a quarter of an hour
     * @param waiting rides that no car is assigned to, which begin here
     * @param idle cars that stand here and could take a ride
     */
    public record Zone(int number, Place centre, double expected, int waiting, int idle) {
        /** Riders, here or expected, beyond the cars that are here. */
        public double want() {
            return expected + waiting - idle;
        }
    }

    /**
     * What a board is made of.
     *
     * @param open rides that are not over
     * @param tasks open tasks by car
     * @param held cars held for an update
     * @param waitsSeconds from request to arrival, in any order
     */
    public record Facts(
            List<Ride> open,
            List<Vehicle> fleet,
            Map<String, CarTask> tasks,
            Set<String> held,
            List<Double> waitsSeconds) {}

    /** Draws the picture. */
    public static Board of(Facts facts, Roads roads, Zones zones, double[] expected, Instant now) {
        int[] waiting = new int[zones.count()];
        int[] idle = new int[zones.count()];
        List<Ride> unassigned = facts.open().stream()
                .filter(ride -> ride.state().isWithoutCar())
                .toList();
        unassigned.forEach(ride -> roads.snap(ride.meetingPlace()).ifPresent(node -> waiting[zones.zoneOf(node)]++));
        Map<Activity, Integer> cars = new EnumMap<>(Activity.class);
        for (Activity activity : Activity.values()) {
            cars.put(activity, 0);
        }
        Map<String, RideState> rideOf = new HashMap<>();
        facts.open().forEach(ride -> ride.vehicle().ifPresent(car -> rideOf.put(car, ride.state())));
        for (Vehicle car : facts.fleet()) {
            String id = car.vehicleId();
            boolean canServe = car.isReady(now) && !facts.held().contains(id);
            Activity does = Activity.of(rideOf.get(id), facts.tasks().get(id), canServe);
            cars.merge(does, 1, Integer::sum);
            Place place = car.place();
            if (does == Activity.IDLE && place != null) {
                roads.snap(place).ifPresent(node -> idle[zones.zoneOf(node)]++);
            }
        }
        List<Double> waits = facts.waitsSeconds().stream().sorted().toList();
        return new Board(
                unassigned.size(),
                unassigned.stream()
                        .mapToDouble(ride ->
                                Duration.between(ride.requestedAt(), now).toMillis() / 1_000.0)
                        .max()
                        .orElse(0),
                quantile(waits, 0.5),
                quantile(waits, 0.9),
                cars,
                zones(roads, zones, expected, waiting, idle));
    }

    private static List<Zone> zones(Roads roads, Zones zones, double[] expected, int[] waiting, int[] idle) {
        List<Zone> rows = new ArrayList<>();
        for (int zone = 0; zone < zones.count(); zone++) {
            rows.add(
                    new Zone(zone + 1, roads.placeOf(zones.centreOf(zone)), expected[zone], waiting[zone], idle[zone]));
        }
        rows.sort(Comparator.comparingDouble(Zone::want).reversed().thenComparingInt(Zone::number));
        return rows;
    }

    /** The least value that so large a share does not exceed. */
    private static OptionalDouble quantile(List<Double> sorted, double share) {
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return OptionalDouble.of(sorted.get(Math.max(1, rank) - 1));
    }
}
