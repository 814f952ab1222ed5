package robotaxi.onboard.model;

import java.util.List;

/**
 * One tick's time, and what still fits into it. The shares are the latest ends: a part that is early leaves its time to the next.
 * What words and steps cost is learnt, the dear ones at once and the cheap ones slowly.
 */
public final class TickBudget {
    private static final double VISION_ENDS = 0.40;
    private static final double LANGUAGE_ENDS = 0.80;
    private static final long MARGIN_NANOS = 3_000_000;
    /** A graph that is stopped goes on for a moment: the tick must not. */
    private static final long STOP_NANOS = 5_000_000;

    private final Costs costs;
    private final Effort effort;
    private final long beganNanos;

    /** From now on. */
    public TickBudget(Costs costs, Effort effort, long nowNanos) {
        this.costs = costs;
        this.effort = effort;
        this.beganNanos = nowNanos;
    }

    /** What the parts of a thought cost, learnt from earlier thoughts. */
    public static final class Costs {
        private static final double FORGETS = 0.05;
        private long wordNanos;
        private long stepNanos;
        private long readingNanos;

        /** A word was said. */
        public void word(long nanos) {
            wordNanos = learnt(wordNanos, nanos);
        }

        /** A step was made. */
        public void step(long nanos) {
            stepNanos = learnt(stepNanos, nanos);
        }

        /** What is before the first word was read. */
        public void reading(long nanos) {
            readingNanos = learnt(readingNanos, nanos);
        }

        private static long learnt(long known, long seen) {
            return seen >= known ? seen : known - (long) (FORGETS * (known - seen));
        }
    }

    /** When the eyes must be done. */
    public long visionEndsNanos() {
        return end(VISION_ENDS);
    }

    /** When the words must be done. */
    public long languageEndsNanos() {
        return end(LANGUAGE_ENDS);
    }

    /** When all must be done. */
    public long endsNanos() {
        return effort.isHurried() ? effort.deadlineNanos() - STOP_NANOS : effort.patienceNanos();
    }

    private long end(double share) {
        return effort.isHurried()
                ? beganNanos + (long) (share * (effort.deadlineNanos() - beganNanos))
                : effort.patienceNanos();
    }

    /** Whether one more word fits, with the word that ends the sentence and the fewest steps after it. */
    public boolean allowsWord(long nowNanos, int fewestSteps) {
        return !effort.isHurried()
                || (nowNanos + 2 * costs.wordNanos + fewestSteps * costs.stepNanos + MARGIN_NANOS <= endsNanos()
                        && nowNanos + 2 * costs.wordNanos <= languageEndsNanos());
    }

    /** The most steps that still fit, out of those that the model knows; the fewest if none does. */
    public int steps(long nowNanos, List<Integer> known, int wanted) {
        int best = known.stream().mapToInt(n -> n).min().orElse(wanted);
        for (int steps : known) {
            boolean fits = !effort.isHurried() || nowNanos + steps * costs.stepNanos + MARGIN_NANOS <= endsNanos();
            if (fits && steps <= wanted && steps > best) {
                best = steps;
            }
        }
        return best;
    }

    /** Whether a reflex fits into what is left after a full thought was stopped. */
    public boolean allowsReflex(long nowNanos, int fewestSteps) {
        return effort.isHurried()
                && nowNanos + costs.readingNanos + costs.wordNanos + fewestSteps * costs.stepNanos + MARGIN_NANOS
                        <= endsNanos();
    }
}
