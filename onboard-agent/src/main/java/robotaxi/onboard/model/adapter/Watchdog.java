package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stops a run whose time is over. One run at a time is guarded; the thread sleeps until the earliest end that matters. */
final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final long NOTHING = Long.MAX_VALUE;

    private final OrtSession.RunOptions run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final Thread thread;
    private long endNanos = NOTHING;
    private long wakesNanos = NOTHING;
    private boolean stopped;
    private boolean closed;

    Watchdog() throws OrtException {
        run = new OrtSession.RunOptions();
        thread = Thread.ofPlatform().name("model-watchdog").daemon().start(this::watch);
    }

    /** Options for the run that is guarded from now on. */
    OrtSession.RunOptions guard(long endsNanos) throws OrtException {
        lock.lock();
        try {
            if (stopped) {
                run.setTerminate(false);
                stopped = false;
            }
            endNanos = endsNanos;
            if (endsNanos < wakesNanos) {
                earlier.signal();
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** The run is over. True when it was told to stop. */
    boolean release() {
        lock.lock();
        try {
            endNanos = NOTHING;
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        lock.lock();
        try {
            while (!closed) {
                long now = System.nanoTime();
                if (endNanos == NOTHING) {
                    wakesNanos = NOTHING;
                    earlier.await();
                } else if (now < endNanos) {
                    wakesNanos = endNanos;
                    var _ = earlier.awaitNanos(endNanos - now);
                } else {
                    run.setTerminate(true);
                    stopped = true;
                    endNanos = NOTHING;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OrtException e) {
            LOG.log(Level.ERROR, "A model cannot be stopped any more", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            earlier.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run.close();
    }
}
