package robotaxi.gateway.link;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets what is not urgent wait while something urgent needs the processors. A car's next bulk frame is read when the one before is
 * dealt with, so at most one of each car waits here; the others stay in its window, and the car keeps all of them until they are
 * acknowledged.
 */
public final class BulkPause {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pauses = new AtomicInteger();
    private final Consumer<Runnable> worker;

    /** One whose waiting work goes to a worker in the end. */
    public BulkPause(Consumer<Runnable> worker) {
        this.worker = worker;
    }

    /** Work waits from now on; what is returned ends that, once. Several pauses may overlap. */
    public Runnable begin() {
        pauses.incrementAndGet();
        var isOver = new AtomicInteger();
        return () -> {
            if (isOver.getAndIncrement() == 0 && pauses.decrementAndGet() == 0) {
                release();
            }
        };
    }

    /** Keeps work for later; false if there is no pause. */
    public boolean keeps(Runnable work) {
        if (pauses.get() == 0) {
            return false;
        }
        waiting.add(work);
        if (pauses.get() == 0) {
            // It ended between the two questions, perhaps before this work was there to be released.
            release();
        }
        return true;
    }

    private void release() {
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            worker.accept(work);
        }
    }
}
