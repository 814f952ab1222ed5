package robotaxi.city.gate;

import java.util.Arrays;

/**
 * One figure over the time of a rollout.
 *
 * @param name as AlpaSim calls it
 * @param micros when each value holds
 * @param values one a time
 * @param valid which of them mean something
 * @param over how they become one number
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Series(String name, long[] micros, double[] values, boolean[] valid, Over over) {

    /** How values become one number. */
    public enum Over {
        /** Their mean. */
        MEAN,
        /** The middle one. */
        MEDIAN,
        /** The largest. */
        MAX,
        /** The smallest. */
        MIN,
        /** The last. */
        LAST
    }

    /** The number of those valid values whose time lies between two, both included; NaN where there is none. */
    public double reduced(long fromMicros, long toMicros) {
        double[] kept = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (valid[i] && micros[i] >= fromMicros && micros[i] <= toMicros) {
                kept[count++] = values[i];
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        double[] used = Arrays.copyOf(kept, count);
        return switch (over) {
            case MEAN -> Arrays.stream(used).sum() / count;
            case MEDIAN -> {
                Arrays.sort(used);
                yield count % 2 == 1 ? used[count / 2] : (used[count / 2 - 1] + used[count / 2]) / 2;
            }
            case MAX -> Arrays.stream(used).max().getAsDouble();
            case MIN -> Arrays.stream(used).min().getAsDouble();
            case LAST -> used[count - 1];
        };
    }

    /** The number of all valid values, as AlpaSim's own return has it. */
    public double reduced() {
        return reduced(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
