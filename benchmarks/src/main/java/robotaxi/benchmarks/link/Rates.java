package robotaxi.benchmarks.link;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A counter's rate, taken once a second. */
final class Rates {
    private static final double NANOS = 1e9;

    private Rates() {}

    /** Median of the rates of so many seconds after the warm-up, a second. */
    static double median(LongAdder counter, int warmSeconds, int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(warmSeconds);
        double[] rates = new double[seconds];
        long at = System.nanoTime();
        long before = counter.sum();
        for (int i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            long now = System.nanoTime();
            long count = counter.sum();
            rates[i] = (count - before) * NANOS / (now - at);
            at = now;
            before = count;
        }
        Arrays.sort(rates);
        return (rates[seconds / 2] + rates[(seconds - 1) / 2]) / 2;
    }
}
