package robotaxi.dispatch.ride;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import robotaxi.dispatch.fleet.Fleet;

/** Port: where rides are kept. Every write demands the market's lease and belongs to the transaction under way. */
public interface Rides {
    /** Absence is an answer. */
    Optional<Ride> find(RideId id);

    /** Rides that are neither over nor for later, oldest first. */
    List<Ride> listOpen(String marketId);

    /** Rides for later whose riders want to be met before a time, the soonest first. */
    List<Ride> listScheduled(String marketId, Instant before);

    /** The open ride that holds this car. */
    Optional<Ride> findByVehicle(String vehicleId);

    /** Cars that a ride holds. */
    Set<String> listHeldVehicles();

    /** Of these rides, which have cars, those whose car a person chose. */
    Set<RideId> listSentByHand(Set<RideId> rides);

    /** Cars that no other ride can have: those of open rides, and those held for something else. */
    default Set<String> listTaken(Fleet fleet) {
        Set<String> taken = new HashSet<>(listHeldVehicles());
        taken.addAll(fleet.listReserved());
        return taken;
    }

    /**
     * Keeps a new ride, with its first event.
     *
     * @param quoteId quote that it came from; a quote makes one ride
     * @param idempotencyKey the caller's key, or empty
     */
    void add(Ride ride, String quoteId, String idempotencyKey);

    /**
     * Keeps a move: row, history and event together; {@link RideBook} writes its entries beside it. A ride that is over, or waits again, lets its car go.
     *
     * @param ride after the move
     * @param before as it was read; a ride that changed since is refused
     * @param actor rider, operator, vehicle, matcher or clock
     * @param cause a stable word
     * @throws LateWriterException if the ride changed since it was read
     */
    void save(Ride ride, Ride before, String actor, String cause);
}
