package robotaxi.benchmarks.inference;

import java.util.Arrays;

/** Durations, sorted. */
public final class Times {
    private static final double MILLION = 1e6;
    private static final double HUNDREDTHS = 100;
    private final long[] nanos;

    /** Of these. */
    public Times(long... nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    /** The time that such a share of them do not exceed, milliseconds. */
    public double millis(double share) {
        if (nanos.length == 0) {
            return 0;
        }
        int at = (int) Math.min(nanos.length - 1L, Math.round(Math.ceil(share * nanos.length)) - 1);
        return nanos[Math.max(0, at)] / MILLION;
    }

    /** The same to two places. */
    public double rounded(double share) {
        return Math.round(HUNDREDTHS * millis(share)) / HUNDREDTHS;
    }

    /** One of them, by its share of the way from the shortest to the longest. */
    public long at(double share) {
        return nanos[(int) Math.min(nanos.length - 1, (long) (share * nanos.length))];
    }
}
