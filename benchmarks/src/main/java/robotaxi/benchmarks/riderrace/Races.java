package robotaxi.benchmarks.riderrace;

import java.util.stream.LongStream;

/** Very many races, each of a seed of its own. */
public final class Races {
    private Races() {}

    /**
     * What was seen.
     *
     * @param rides how often a rider was given the car
     * @param activations how often the car began to switch
     * @param activationsWithRider with a rider aboard or on the way to it
     */
    public record Result(long races, long rides, long activations, long activationsWithRider) {}

    /** Runs so many. {@code heedsHolds} is false for a dispatch that forgets its holds. */
    public static Result run(long races, long seed, boolean heedsHolds) {
        Witness.Tally all = LongStream.range(0, races)
                .parallel()
                .mapToObj(number -> Race.run(seed * races + number, heedsHolds))
                .reduce(Witness.Tally.NONE, Witness.Tally::plus);
        return new Result(all.races(), all.rides(), all.activations(), all.activationsWithRider());
    }
}
