package robotaxi.benchmarks.inference;

import java.util.Arrays;
import java.util.SplittableRandom;
import robotaxi.onboard.model.adapter.GraphLoop;

/** How long a graph that is told to stop goes on: thoughts whose time is over somewhere in the middle. */
public final class Aborts {
    private Aborts() {}

    /** From the end of the time to the end of the thought. */
    public static Times measure(GraphLoop loop, int words, Times whole, int aborts, long seed) {
        var chance = new SplittableRandom(seed);
        long[] late = new long[aborts];
        int stopped = 0;
        while (stopped < aborts) {
            long end = System.nanoTime() + (long) (chance.nextDouble() * whole.at(0.5));
            if (loop.tick(loop.newPictures(), words, loop.flow().full(), end).isEmpty()) {
                late[stopped++] = Math.max(0, System.nanoTime() - end);
            }
        }
        return new Times(Arrays.copyOf(late, stopped));
    }
}
