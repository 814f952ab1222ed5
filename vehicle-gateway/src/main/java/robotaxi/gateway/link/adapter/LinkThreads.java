package robotaxi.gateway.link.adapter;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import robotaxi.gateway.link.BulkPause;

/**
 * Which thread deals with a car's frame. Frames come on the transport's threads, few for all cars: a small one is dealt with right
 * there, which costs least and is soonest. A large one, as a car sends that catches up, goes to threads of their own: there a flood
 * of telemetry stands in line, and the transport stays free for whoever has something urgent. While an emergency is on its way to
 * the fleet all bulk frames wait.
 */
@ApplicationScoped
public class LinkThreads {
    /** Some ten records: as long as a transport's thread may be kept. */
    private static final int SMALL_BYTES = 4 * 1024;

    private static final int LONGEST_PAUSE_MILLIS = 5_000;

    private final ExecutorService large = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().name("link-large-frames-", 0).daemon().factory());

    private final BulkPause pause = new BulkPause(large::execute);

    /**
     * For work that neither waits nor takes longer than the frame is long.
     *
     * @param isUrgent whether the frame came on the control stream
     */
    void forFrame(byte[] frame, boolean isUrgent, Runnable work) {
        if (!isUrgent && pause.keeps(work)) {
            return;
        }
        if (frame.length <= SMALL_BYTES) {
            work.run();
        } else {
            large.execute(work);
        }
    }

    /** For what waits for the database. */
    void thatMayWait(Runnable work) {
        Thread.ofVirtual().name("link-waiting").start(work);
    }

    /** Bulk frames wait until what is returned is run, or for so long as cars can do without their acknowledgements. */
    public Runnable pauseBulk() {
        Runnable end = pause.begin();
        CompletableFuture.delayedExecutor(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(end);
        return end;
    }

    @PreDestroy
    void close() {
        large.shutdownNow();
    }
}
