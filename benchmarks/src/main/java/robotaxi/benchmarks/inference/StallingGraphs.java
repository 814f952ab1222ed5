package robotaxi.benchmarks.inference;

import java.util.SplittableRandom;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.Observation;

/**
 * Graphs in simulated time: each call takes as long as one was measured to take, and now and then a call is slow, or hangs until it is stopped.
 * A stop takes as long as one was measured to take, too.
 */
final class StallingGraphs implements Graphs {
    private static final int WORDS = 12;
    private static final int FIRST_WORD = 3;
    private static final int END = 2;

    private final SplittableRandom chance;
    private final Costs costs;
    private final Actions cruise = new Actions(new float[Actions.STEPS], new float[Actions.STEPS]);
    private long nowNanos;
    private long stallFromNanos = Long.MAX_VALUE;
    private long stallUntilNanos;
    private double stallFactor;
    private int said;

    StallingGraphs(Costs costs, SplittableRandom chance) {
        this.costs = costs;
        this.chance = chance;
    }

    long now() {
        return nowNanos;
    }

    void moveTo(long nanos) {
        nowNanos = nanos;
    }

    /** From a time to another, calls take so many times as long; infinity: they hang. */
    void stall(long fromNanos, long untilNanos, double factor) {
        stallFromNanos = fromNanos;
        stallUntilNanos = untilNanos;
        stallFactor = factor;
    }

    boolean isStalled() {
        return nowNanos >= stallFromNanos && nowNanos < stallUntilNanos;
    }

    private void spend(String graph, Times usual, long endNanos) {
        if (nowNanos >= endNanos) {
            throw new StoppedException(graph);
        }
        double nanos = usual.at(chance.nextDouble());
        if (isStalled()) {
            nanos = Double.isInfinite(stallFactor) ? stallUntilNanos - nowNanos + nanos : nanos * stallFactor;
        }
        if (nowNanos + nanos > endNanos) {
            nowNanos = endNanos + costs.abort().at(chance.nextDouble());
            throw new StoppedException(graph);
        }
        nowNanos += (long) nanos;
    }

    @Override
    public void begin(long seed) {
        said = 0;
    }

    @Override
    public void see(Observation observation, long endNanos) {
        spend("vision", costs.seeing(), endNanos);
    }

    @Override
    public Word read(Observation observation, long endNanos) {
        spend("language", costs.reading(), endNanos);
        return new Word(FIRST_WORD, 1);
    }

    @Override
    public Word say(int token, long endNanos) {
        spend("language", costs.word(), endNanos);
        said++;
        return new Word(said < WORDS ? FIRST_WORD : END, 1);
    }

    @Override
    public Actions act(long noiseSeed, int steps, long endNanos) {
        for (int i = 0; i < steps; i++) {
            spend("flow", costs.step(), endNanos);
        }
        return cruise;
    }
}
