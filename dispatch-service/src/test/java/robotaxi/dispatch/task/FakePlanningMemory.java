package robotaxi.dispatch.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.dispatch.routing.Place;

/** Keeps the port's promises over lists; {@link PlanningMemoryContract} holds it to them. */
public final class FakePlanningMemory implements PlanningMemory {
    private final List<Request> requested = new ArrayList<>();
    private final Map<String, EmptyDriving> driving = new HashMap<>();

    /** Somebody asked for a ride, in whatever market is asked about. */
    public void requested(String rideId, Place pickup, Instant at) {
        requested.add(new Request(rideId, pickup, at));
    }

    @Override
    public List<Request> listRequested(String marketId, Instant from, Instant to) {
        return requested.stream()
                .filter(request -> !request.at().isBefore(from) && !request.at().isAfter(to))
                .sorted(Comparator.comparing(Request::at).thenComparing(Request::rideId))
                .toList();
    }

    @Override
    public Optional<EmptyDriving> find(String marketId) {
        return Optional.ofNullable(driving.get(marketId));
    }

    @Override
    public void keep(String marketId, EmptyDriving kept) {
        driving.put(marketId, kept);
    }
}
