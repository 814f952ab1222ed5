package robotaxi.city.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import robotaxi.city.City;

/**
 * Paces the world in real time. A world that falls behind is not hurried: it goes on at the rate that it achieves, and
 * that rate is told.
 */
final class WorldClock {
    private static final long STEP_NANOS = City.STEP_MICROS * 1000;
    private static final long GIVE_UP_NANOS = 3 * STEP_NANOS;
    private static final int WINDOW = 50;

    private final Deque<Long> turns = new ArrayDeque<>();
    private long dueNanos;

    WorldClock(long nowNanos) {
        dueNanos = nowNanos;
    }

    /** How long to wait before the next turn, nanoseconds. */
    long untilNext(long nowNanos) {
        dueNanos += STEP_NANOS;
        if (nowNanos - dueNanos > GIVE_UP_NANOS) {
            dueNanos = nowNanos;
        }
        return Math.max(0, dueNanos - nowNanos);
    }

    /** A turn was made. */
    void turned(long nowNanos) {
        turns.addLast(nowNanos);
        if (turns.size() > WINDOW) {
            turns.removeFirst();
        }
    }

    /** World seconds for each second, over the last five. */
    double realTimeFactor() {
        if (turns.size() < 2) {
            return 0;
        }
        long span = turns.getLast() - turns.getFirst();
        return (double) (turns.size() - 1) * STEP_NANOS / Math.max(1, span);
    }
}
