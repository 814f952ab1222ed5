package robotaxi.onboard.link.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Timers that run their one-time tasks a hundred times sooner, and remember what was asked. What is asked for 10 s or more is
 * patience with the other side, which on a busy machine needs real time: that runs five times sooner.
 */
final class FastTimers extends ScheduledThreadPoolExecutor {
    private static final long PATIENCE_MILLIS = 10_000;

    final List<Long> askedMillis = new CopyOnWriteArrayList<>();

    FastTimers() {
        super(1, Thread.ofPlatform().daemon().factory());
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        askedMillis.add(unit.toMillis(delay));
        int faster = unit.toMillis(delay) < PATIENCE_MILLIS ? 100 : 5;
        return super.schedule(task, unit.toMicros(delay) / faster, TimeUnit.MICROSECONDS);
    }
}
