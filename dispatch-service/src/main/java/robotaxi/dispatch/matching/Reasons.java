package robotaxi.dispatch.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import robotaxi.dispatch.matching.Match.Alternative;

/** Says of each match what it was weighed against. */
final class Reasons {
    private static final int OTHERS = 5;
    private static final int NOBODY = -1;

    private final List<OpenRide> rides;
    private final List<AvailableCar> cars;
    private final Arcs arcs;
    private final Pairing pairing;
    private final int[] carOf;
    private final int[] rideOf;

    Reasons(List<OpenRide> rides, List<AvailableCar> cars, Arcs arcs, Pairing pairing, int[] carOf) {
        this.rides = rides;
        this.cars = cars;
        this.arcs = arcs;
        this.pairing = pairing;
        this.carOf = carOf;
        this.rideOf = new int[cars.size()];
        Arrays.fill(rideOf, NOBODY);
        for (int ride = 0; ride < carOf.length; ride++) {
            if (carOf[ride] != Assignment.UNSERVED) {
                rideOf[carOf[ride]] = ride;
            }
        }
    }

    /** The match of a ride that has a car. */
    Match match(int ride) {
        int own = NOBODY;
        int[] next = new int[OTHERS];
        int count = 0;
        for (int arc = arcs.first(ride); arc < arcs.first(ride + 1); arc++) {
            if (arcs.car(arc) == carOf[ride]) {
                own = arc;
            } else {
                count = insert(next, count, arc);
            }
        }
        CostTerms terms = terms(ride, own);
        List<Alternative> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int car = arcs.car(next[i]);
            String takenBy = rideOf[car] == NOBODY ? "" : rides.get(rideOf[car]).rideId();
            others.add(new Alternative(cars.get(car).vehicleId(), terms(ride, next[i]), takenBy));
        }
        return new Match(
                rides.get(ride).rideId(), cars.get(carOf[ride]).vehicleId(), terms.approachMillis(), terms, others);
    }

    /** Keeps the cheapest arcs in order; of equally dear ones the first found. */
    private int insert(int[] next, int count, int arc) {
        long cost = arcs.cost(arc);
        int place = count;
        while (place > 0 && arcs.cost(next[place - 1]) > cost) {
            place--;
        }
        if (place == OTHERS) {
            return count;
        }
        int kept = Math.min(count, OTHERS - 1);
        System.arraycopy(next, place, next, place + 1, kept - place);
        next[place] = arc;
        return kept + 1;
    }

    private CostTerms terms(int ride, int arc) {
        return pairing.terms(rides.get(ride), cars.get(arcs.car(arc)), arcs.approachMillis(arc));
    }
}
