package robotaxi.dispatch.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;

/**
 * One tick's matches with all that decided them. Of the cars only those are kept that came into question for a ride: the one
 * that was chosen and the next ones. The rest cannot change the outcome, see {@link Replay}.
 *
 * @param policy how one thing was weighed against another
 * @param roads fingerprint of the road graph, to tell whether two ticks knew the same roads
 * @param openRides rides that waited
 * @param availableCars cars that could be given a ride
 * @param leftOut how many cars could not, by reason
 * @param isProvenOptimal no other assignment of the tick would have cost less
 */
public record MatchTick(
        String marketId,
        Instant at,
        MatchingParameters policy,
        int roads,
        int openRides,
        int availableCars,
        Map<String, Integer> leftOut,
        boolean isProvenOptimal,
        List<Decision> decisions) {
    /** Copies, so that nobody changes what was decided. */
    public MatchTick {
        leftOut = Map.copyOf(leftOut);
        decisions = List.copyOf(decisions);
    }

    /**
     * A ride's match.
     *
     * @param ride as it was asked of the matcher
     * @param match what the matcher answered
     * @param cars the chosen car, then {@link Match#others} in their order
     * @param rideVersion of the ride with the match; 0 if the car could not be sent after all
     */
    public record Decision(OpenRide ride, Match match, List<AvailableCar> cars, long rideVersion) {
        /** Copies, so that nobody changes what was decided. */
        public Decision {
            cars = List.copyOf(cars);
        }

        /** A decision with the cars that it names. */
        public static Decision of(OpenRide ride, Match match, Map<String, AvailableCar> cars, long rideVersion) {
            return new Decision(ride, match, named(match).map(cars::get).toList(), rideVersion);
        }

        private static Stream<String> named(Match match) {
            return Stream.concat(
                    Stream.of(match.vehicleId()), match.others().stream().map(Match.Alternative::vehicleId));
        }
    }
}
