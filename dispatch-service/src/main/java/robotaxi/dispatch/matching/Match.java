package robotaxi.dispatch.matching;

import java.util.List;

/**
 * A decision, with what it was weighed against.
 *
 * @param approachMillis until the car is at the pick-up, its ready time included
 * @param terms what this pair costs
 * @param others the cars that came next for this ride, cheapest first: the answer to "why this car?"
 */
public record Match(String rideId, String vehicleId, int approachMillis, CostTerms terms, List<Alternative> others) {
    /** Copies, so that nobody changes a decision. */
    public Match {
        others = List.copyOf(others);
    }

    /**
     * A car that could have come as well.
     *
     * @param takenBy the ride that got it, or empty if it stayed free because it would have cost more
     */
    public record Alternative(String vehicleId, CostTerms terms, String takenBy) {}
}
