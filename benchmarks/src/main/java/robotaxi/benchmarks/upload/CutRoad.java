package robotaxi.benchmarks.upload;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import robotaxi.benchmarks.fault.TcpProxy;

/** A road to a port on which an upload is cut so often, each time after a part of it and some bytes of chance. */
public final class CutRoad implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;
    private static final double LAST_PLACE = 0.95;

    private final TcpProxy road;
    private final LongSupplier progressBytes;
    private final AtomicInteger struck = new AtomicInteger();
    private volatile boolean isOver;

    /**
     * To that port.
     *
     * @param progressBytes how far the service says that the upload is
     * @param chunkBytes within so many bytes after a place the connection is cut
     */
    public CutRoad(int targetPort, int cuts, long lengthBytes, int chunkBytes, LongSupplier progressBytes, long seed) {
        this.road = new TcpProxy(targetPort);
        this.progressBytes = progressBytes;
        var chance = new SplittableRandom(seed);
        long part = (long) (LAST_PLACE * lengthBytes / cuts);
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < cuts && !isOver; i++) {
                await(i * part + chance.nextLong(Math.max(1, part - chunkBytes)));
                cut(chance, chunkBytes);
            }
        });
    }

    private void await(long placeBytes) {
        while (!isOver && progressBytes.getAsLong() < placeBytes) {
            rest();
        }
    }

    /** Whatever is open then: who is idle is cut as soon as it is used. */
    private void cut(SplittableRandom chance, int chunkBytes) {
        int before = struck.get();
        while (!isOver && struck.get() == before) {
            for (TcpProxy.Passage passage : road.passages()) {
                TcpProxy.How how = chance.nextBoolean() ? TcpProxy.How.RESET : TcpProxy.How.CLOSED;
                var cut = new TcpProxy.Cut(how, true, chance.nextLong(chunkBytes), new CompletableFuture<>());
                var _ = cut.struck().thenAccept(wasCut -> struck.addAndGet(wasCut ? 1 : 0));
                passage.cutAfter(cut);
            }
            rest();
        }
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where cars connect to. */
    public int port() {
        return road.port();
    }

    /** So many were cut. */
    public int struck() {
        return struck.get();
    }

    @Override
    public void close() {
        isOver = true;
        road.close();
    }
}
