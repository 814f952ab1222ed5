package robotaxi.dispatch.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.dispatch.routing.Place;

/** Port: what a market's new owner must know to plan on as the one before would have. */
public interface PlanningMemory {
    /** What was requested from a time on, refused or lapsed too, oldest first; a ride for later counts for when it was to be met. */
    List<Request> listRequested(String marketId, Instant from, Instant to);

    /** What was kept last. */
    Optional<EmptyDriving> find(String marketId);

    /** Keeps it, in the transaction of the plan that it belongs to. */
    void keep(String marketId, EmptyDriving driving);

    /** Somebody asked for a ride. */
    record Request(String rideId, Place pickup, Instant at) {}

    /**
     * What empty driving costs, and how much there is of it.
     *
     * @param price of a millisecond of it, in milliseconds of waiting
     * @param emptyMetres driven empty, with a memory that fades
     * @param loadedMetres driven with riders, with the same
     * @param at when these sums were true
     */
    record EmptyDriving(double price, double emptyMetres, double loadedMetres, Instant at) {}
}
