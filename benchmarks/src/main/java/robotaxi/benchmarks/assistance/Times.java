package robotaxi.benchmarks.assistance;

import java.util.Arrays;

/** Times that were taken, by many threads. */
final class Times {
    private double[] millis = new double[1024];
    private int count;

    synchronized void add(double value) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = value;
    }

    synchronized int count() {
        return count;
    }

    synchronized double at(double share) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return count == 0
                ? 0
                : sorted[
                        (int) Math.min(
                                count - 1L,
                                Math.ceil(share * count) - 1 < 0 ? 0 : (long) Math.ceil(share * count) - 1)];
    }

    synchronized double shareUpTo(double limit) {
        return count == 0
                ? 1
                : (double) Arrays.stream(millis, 0, count)
                                .filter(value -> value <= limit)
                                .count()
                        / count;
    }

    synchronized double mean() {
        return count == 0 ? 0 : Arrays.stream(millis, 0, count).average().orElse(0);
    }
}
