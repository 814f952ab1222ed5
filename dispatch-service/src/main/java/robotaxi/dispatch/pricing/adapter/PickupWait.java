package robotaxi.dispatch.pricing.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/** How soon a car could be somewhere. */
@ApplicationScoped
class PickupWait {
    private static final int LONGEST_APPROACH_MILLIS = 1_800_000;

    private final Fleet fleet;
    private final InstantSource clock;

    @Inject
    PickupWait(Fleet fleet, InstantSource clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    /**
     * What the fleet can do for a party at a place.
     *
     * @param isServed a car of the market takes such a party, be it free or not; where no car is known nobody can say
     * @param etaSeconds driving time of the nearest free car that takes it, or null if none is free within half an hour
     */
    record Wait(boolean isServed, @Nullable Long etaSeconds) {}

    Wait at(Markets.Market market, Place pickup, Needs needs) {
        List<Vehicle> all = fleet.list(market.id());
        List<Vehicle> fitting = all.stream()
                .filter(car -> car.takes(needs.seats(), needs.wheelchair()))
                .toList();
        return new Wait(all.isEmpty() || !fitting.isEmpty(), etaSeconds(market.roads(), pickup, fitting));
    }

    private @Nullable Long etaSeconds(Roads roads, Place pickup, List<Vehicle> cars) {
        int[] millis = roads.graph().millisTo(roads.snap(pickup).orElseThrow(), LONGEST_APPROACH_MILLIS);
        Instant now = clock.instant();
        long best = Long.MAX_VALUE;
        for (Vehicle vehicle : cars) {
            Place place = vehicle.place();
            if (place != null && vehicle.isReady(now)) {
                int node = roads.snap(place).orElse(-1);
                if (node >= 0 && millis[node] != RoadGraph.UNREACHABLE) {
                    best = Math.min(best, millis[node]);
                }
            }
        }
        return best == Long.MAX_VALUE ? null : best / 1_000;
    }
}
