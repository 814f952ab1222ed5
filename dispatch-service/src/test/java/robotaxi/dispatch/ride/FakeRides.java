package robotaxi.dispatch.ride;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the port's promises over a map; {@link RidesContract} holds it to them. */
final class FakeRides implements Rides {
    private final Map<RideId, Ride> byId = new HashMap<>();
    private final Set<String> quotes = new HashSet<>();
    private final Set<RideId> byHand = new HashSet<>();
    private final List<String> causes = new ArrayList<>();

    @Override
    public Optional<Ride> find(RideId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<Ride> listOpen(String marketId) {
        return open().filter(ride -> ride.marketId().equals(marketId) && ride.state() != RideState.SCHEDULED)
                .sorted(Comparator.comparing(Ride::requestedAt)
                        .thenComparing(ride -> ride.id().value()))
                .toList();
    }

    @Override
    public List<Ride> listScheduled(String marketId, Instant before) {
        return open().filter(ride -> ride.marketId().equals(marketId)
                        && ride.state() == RideState.SCHEDULED
                        && ride.waitsSince().isBefore(before))
                .sorted(Comparator.comparing(Ride::waitsSince)
                        .thenComparing(ride -> ride.id().value()))
                .toList();
    }

    @Override
    public Optional<Ride> findByVehicle(String vehicleId) {
        return open().filter(ride -> vehicleId.equals(ride.vehicleId())).findFirst();
    }

    @Override
    public Set<String> listHeldVehicles() {
        return open().flatMap(ride -> ride.vehicle().stream()).collect(Collectors.toSet());
    }

    @Override
    public Set<RideId> listSentByHand(Set<RideId> rides) {
        return rides.stream().filter(byHand::contains).collect(Collectors.toSet());
    }

    @Override
    public void add(Ride ride, String quoteId, String idempotencyKey) {
        if (!quotes.add(quoteId)) {
            throw new IllegalStateException("quote " + quoteId + " already became a ride");
        }
        byId.put(ride.id(), ride);
        causes.add("requested");
    }

    @Override
    public void save(Ride ride, Ride before, String actor, String cause) {
        if (find(ride.id()).map(Ride::version).orElse(0L) != before.version()) {
            throw new LateWriterException(ride.id());
        }
        boolean isTaken = ride.vehicle()
                .flatMap(this::findByVehicle)
                .filter(other -> !other.id().equals(ride.id()))
                .isPresent();
        if (isTaken && !ride.state().isFinal()) {
            throw new IllegalStateException("the car serves another ride");
        }
        byId.put(ride.id(), ride);
        if (ride.state() == RideState.MATCHED && before.state() != RideState.MATCHED) {
            byHand.remove(ride.id());
            if (actor.equals("operator")) {
                byHand.add(ride.id());
            }
        }
        causes.add(cause);
    }

    /** What was written, in order. */
    List<String> causes() {
        return causes;
    }

    private Stream<Ride> open() {
        return byId.values().stream().filter(ride -> !ride.state().isFinal());
    }
}
