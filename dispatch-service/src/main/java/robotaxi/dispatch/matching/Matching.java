package robotaxi.dispatch.matching;

import java.util.List;

/**
 * What a tick decided.
 *
 * @param matches one entry for each ride that gets a car, ordered by ride id
 * @param unserved the rides that wait on, ordered by id
 * @param isProvenOptimal whether the prices of the assignment prove that no other one costs less
 * @param costMillis what the whole costs, the price of those unserved included
 */
public record Matching(List<Match> matches, List<Unserved> unserved, boolean isProvenOptimal, long costMillis) {
    /** Copies, so that nobody changes a decision. */
    public Matching {
        matches = List.copyOf(matches);
        unserved = List.copyOf(unserved);
    }

    /** A ride that waits on, and why. */
    public record Unserved(String rideId, Reason reason) {}

    /** Why a ride waits on. */
    public enum Reason {
        /** No car that may take it can be there in time. */
        NO_CAR_IN_REACH,
        /** Every car in reach serves the whole better elsewhere, or later. */
        CARS_BETTER_USED
    }
}
