package robotaxi.benchmarks.riderrace;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** A time in which things happen one after the other, and lanes on which messages take theirs. */
final class World implements InstantSource {
    private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");
    private static final double SLOW = 0.1;
    private static final double CUT_OFF = 0.03;
    private static final long QUICK_MILLIS = 500;
    private static final long SLOW_MILLIS = 30_000;
    private static final long CUT_OFF_MILLIS = 540_000;

    final SplittableRandom chance;
    private final PriorityQueue<Happening> due =
            new PriorityQueue<>(Comparator.comparingLong(Happening::atMillis).thenComparingLong(Happening::number));
    private long nowMillis;
    private long numbers;

    private record Happening(long atMillis, long number, Runnable what) {}

    World(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(nowMillis);
    }

    /** Has something happen after a time. */
    void after(long millis, Runnable what) {
        due.add(new Happening(nowMillis + millis, numbers++, what));
    }

    /** A time of chance between two. */
    long between(long leastMillis, long mostMillis) {
        return chance.nextLong(leastMillis, mostMillis);
    }

    /** Lets everything happen until then, or until nothing is left. */
    void run(long untilMillis) {
        for (Happening next = due.poll(); next != null && next.atMillis() <= untilMillis; next = due.poll()) {
            nowMillis = next.atMillis();
            next.what().run();
        }
    }

    /** A way of messages in their order: usually quick, sometimes slow, now and then cut off for minutes. */
    final class Lane {
        private long lastMillis;

        void send(Runnable message) {
            double luck = chance.nextDouble();
            long most = luck < CUT_OFF ? CUT_OFF_MILLIS : luck < CUT_OFF + SLOW ? SLOW_MILLIS : QUICK_MILLIS;
            lastMillis = Math.max(lastMillis, nowMillis + 1 + chance.nextLong(most));
            after(lastMillis - nowMillis, message);
        }
    }
}
