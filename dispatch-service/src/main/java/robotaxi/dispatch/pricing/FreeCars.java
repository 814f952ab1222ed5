package robotaxi.dispatch.pricing;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.routing.NearNodes;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/**
 * Where a market's free cars stand at a moment. A look outward from a pick-up ends at the first of them, so that what it costs does
 * not grow with the fleet. Safe for use by several threads.
 */
public final class FreeCars {
    private final Instant at;
    private final Roads roads;
    private final RoadGraph graph;
    private final List<Vehicle> cars;
    private final Set<String> taken;
    private final Map<Needs, Stands> stands = new ConcurrentHashMap<>();

    /** For one kind of party: whether any car takes it, and the nodes where a free one stands. */
    private record Stands(boolean isServed, BitSet nodes) {}

    /**
     * A picture.
     *
     * @param cars of the market
     * @param taken cars that serve a ride or are held for something else
     */
    public FreeCars(Instant at, Roads roads, List<Vehicle> cars, Set<String> taken) {
        this.at = at;
        this.roads = roads;
        this.graph = roads.graph();
        this.cars = cars;
        this.taken = taken;
    }

    /** Whether it shows what was no longer ago than this. */
    public boolean isNewerThan(Duration age, Instant now) {
        return at.plus(age).isAfter(now);
    }

    /** Whether a car of the market takes such a party, be it free or not; where no car is known nobody can say. */
    public boolean serves(Needs needs) {
        return cars.isEmpty() || standsFor(needs).isServed();
    }

    /** Driving time of the nearest free car that takes the party, in milliseconds, if one is free within the limit. */
    public OptionalInt nearestMillis(Place pickup, Needs needs, int limitMillis) {
        OptionalInt target = roads.snap(pickup);
        BitSet nodes = standsFor(needs).nodes();
        if (target.isEmpty() || nodes.isEmpty()) {
            return OptionalInt.empty();
        }
        NearNodes near = graph.nearest(target.getAsInt(), 1);
        for (int i = 0; ; i++) {
            near = graph.reaching(near, i);
            if (i == near.size() || near.millis(i) > limitMillis) {
                return OptionalInt.empty();
            }
            if (nodes.get(near.node(i))) {
                return OptionalInt.of(near.millis(i));
            }
        }
    }

    private Stands standsFor(Needs needs) {
        return stands.computeIfAbsent(needs, this::look);
    }

    private Stands look(Needs needs) {
        boolean served = false;
        var nodes = new BitSet(graph.nodes());
        for (Vehicle car : cars) {
            if (car.takes(needs.seats(), needs.wheelchair())) {
                served = true;
                Place place = car.place();
                if (place != null && car.isReady(at) && !taken.contains(car.vehicleId())) {
                    roads.snap(place).ifPresent(nodes::set);
                }
            }
        }
        return new Stands(served, nodes);
    }
}
