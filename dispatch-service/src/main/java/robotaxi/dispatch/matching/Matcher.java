package robotaxi.dispatch.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import robotaxi.dispatch.matching.Matching.Reason;
import robotaxi.dispatch.matching.Matching.Unserved;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * Decides which car goes to which rider, all at once: no other assignment costs less by the sum of its {@link CostTerms} and
 * the prices of those who wait on. A pure function of its inputs: no clock, no chance, ordered by id, so any past decision
 * can be computed again.
 */
public final class Matcher {
    private final RoadGraph roads;
    private final MatchingParameters parameters;

    /** A matcher on a road graph with the usual parameters. */
    public Matcher(RoadGraph roads) {
        this(roads, MatchingParameters.USUAL);
    }

    /** A matcher on a road graph. */
    public Matcher(RoadGraph roads, MatchingParameters parameters) {
        this.roads = roads;
        this.parameters = parameters;
    }

    /** Matches where a car is worth the same everywhere. */
    public Matching match(List<OpenRide> open, List<AvailableCar> available, Instant now) {
        return match(open, available, now, ZoneValues.NONE);
    }

    /**
     * Matches.
     *
     * @param values what cars are worth where they are, and where they will end
     */
    public Matching match(List<OpenRide> open, List<AvailableCar> available, Instant now, ZoneValues values) {
        var pairing = new Pairing(parameters, values);
        List<OpenRide> rides =
                open.stream().sorted(Comparator.comparing(OpenRide::rideId)).toList();
        List<AvailableCar> cars = available.stream()
                .filter(pairing::isFit)
                .sorted(Comparator.comparing(AvailableCar::vehicleId))
                .toList();
        long[] unserved = rides.stream()
                .mapToLong(ride -> pairing.unserved(ride, ageMillis(ride, now)))
                .toArray();
        int[] limit = IntStream.range(0, rides.size())
                .map(r -> (int) Math.min(longestApproachMillis(rides.get(r), now), unserved[r]))
                .toArray();
        var candidates = new Candidates(roads, rides, cars, pairing, limit, parameters.nearestCars());
        while (true) {
            Arcs arcs = candidates.arcs();
            var assignment = new Assignment(cars.size(), arcs.table(unserved));
            int[] carOf = assignment.solve();
            if (!candidates.improve(assignment)) {
                return decisions(rides, cars, arcs, pairing, assignment, carOf);
            }
        }
    }

    /** A car that comes too late, or costs more than leaving the ride waiting, is never sent: nobody need look that far. */
    private long longestApproachMillis(OpenRide ride, Instant now) {
        Duration longest = parameters.longestApproach();
        boolean isPatient = ride.lapsesAt().isAfter(now.plus(longest));
        return isPatient
                ? longest.toMillis()
                : Math.max(0, Duration.between(now, ride.lapsesAt()).toMillis());
    }

    private static long ageMillis(OpenRide ride, Instant now) {
        return Math.max(0, Duration.between(ride.requestedAt(), now).toMillis());
    }

    private static Matching decisions(
            List<OpenRide> rides,
            List<AvailableCar> cars,
            Arcs arcs,
            Pairing pairing,
            Assignment assignment,
            int[] carOf) {
        var reasons = new Reasons(rides, cars, arcs, pairing, carOf);
        List<Match> matches = new ArrayList<>();
        List<Unserved> unserved = new ArrayList<>();
        for (int r = 0; r < rides.size(); r++) {
            if (carOf[r] != Assignment.UNSERVED) {
                matches.add(reasons.match(r));
            } else {
                boolean isAlone = arcs.first(r) == arcs.first(r + 1);
                unserved.add(new Unserved(
                        rides.get(r).rideId(), isAlone ? Reason.NO_CAR_IN_REACH : Reason.CARS_BETTER_USED));
            }
        }
        return new Matching(matches, unserved, assignment.isProvenOptimal(), assignment.costMillis());
    }
}
