package robotaxi.benchmarks.assistance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What happened, counted; and times, taken while it is being measured only. */
final class Tally {
    final Times toScreen = new Times();
    final Times frameToScreen = new Times();
    final Times toOperator = new Times();
    final Times service = new Times();
    final AtomicLong busyNanos = new AtomicLong();
    final AtomicLong asked = new AtomicLong();
    final AtomicLong answered = new AtomicLong();
    final AtomicLong accepted = new AtomicLong();
    final AtomicLong staleApplied = new AtomicLong();
    final AtomicLong sceneChanges = new AtomicLong();
    final AtomicLong faults = new AtomicLong();
    final Map<String, AtomicLong> refusedByService = new ConcurrentHashMap<>();
    final Map<String, AtomicLong> refusedByCars = new ConcurrentHashMap<>();

    /** When each question was asked, monotonic; written before it leaves. */
    final Map<String, Long> askedNanos = new ConcurrentHashMap<>();

    /** When each picture left: by question and order. */
    final Map<String, Long> shownNanos = new ConcurrentHashMap<>();

    private volatile boolean measuring;

    void measure(boolean on) {
        measuring = on;
    }

    boolean isMeasuring() {
        return measuring;
    }

    static void count(Map<String, AtomicLong> counts, String what) {
        counts.computeIfAbsent(what, unknown -> new AtomicLong()).incrementAndGet();
    }

    static long of(Map<String, AtomicLong> counts, String what) {
        AtomicLong count = counts.get(what);
        return count == null ? 0 : count.get();
    }
}
