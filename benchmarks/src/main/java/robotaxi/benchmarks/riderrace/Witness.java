package robotaxi.benchmarks.riderrace;

import java.util.HashSet;
import java.util.Set;

/**
 * Sees what really happens to riders and to the car, and knows no rule of either side: a rider is on the way to a car from the moment that
 * dispatch says so until the car has refused, the rider has given up, or has got out.
 */
final class Witness {
    private final Set<Long> riders = new HashSet<>();
    private int rides;
    private int activations;
    private int activationsWithRider;

    void assigned(long ride) {
        rides++;
        riders.add(ride);
    }

    void over(long ride) {
        riders.remove(ride);
    }

    void activationBegan() {
        activations++;
        activationsWithRider += riders.isEmpty() ? 0 : 1;
    }

    Tally tally() {
        return new Tally(1, rides, activations, activationsWithRider);
    }

    /** What was seen in so many races. */
    record Tally(long races, long rides, long activations, long activationsWithRider) {
        static final Tally NONE = new Tally(0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    races + other.races,
                    rides + other.rides,
                    activations + other.activations,
                    activationsWithRider + other.activationsWithRider);
        }
    }
}
