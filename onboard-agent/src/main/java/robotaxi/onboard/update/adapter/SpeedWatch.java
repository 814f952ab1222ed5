package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import robotaxi.onboard.update.TufException;

/**
 * Copies what comes, and gives up a sender that keeps the car waiting: with a few bytes now and then, or with none. A reader that is
 * blocked in the meantime is woken by the end of its stream.
 */
final class SpeedWatch {
    private final long leastBytes;
    private final Duration window;
    private final AtomicLong came = new AtomicLong();
    private volatile boolean isSlow;
    private volatile boolean isOver;

    /**
     * A watch for one transfer.
     *
     * @param window in which that many bytes a second must have come on average
     */
    SpeedWatch(long leastBytesPerSecond, Duration window) {
        this.leastBytes = leastBytesPerSecond * window.toSeconds();
        this.window = window;
    }

    /** Copies no more than the limit; answers more than it if there is more. */
    long copyAtMost(InputStream in, OutputStream out, long limit) throws IOException {
        Thread watcher = Thread.ofVirtual().name("transfer-watch").unstarted(() -> watch(in));
        watcher.start();
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                copied += n;
                if (copied > limit) {
                    return limit + 1;
                }
                came.addAndGet(n);
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            if (isSlow) {
                throw tooSlow();
            }
            throw e;
        } finally {
            isOver = true;
            watcher.interrupt();
        }
        if (isSlow) {
            throw tooSlow();
        }
        return copied;
    }

    private TufException tooSlow() {
        return new TufException("ota.too-slow", "fewer than " + leastBytes + " bytes came in " + window);
    }

    private void watch(InputStream in) {
        try {
            while (!isOver) {
                long before = came.get();
                TimeUnit.NANOSECONDS.sleep(window.toNanos());
                if (!isOver && came.get() - before < leastBytes) {
                    isSlow = true;
                    in.close();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the transfer is over
        } catch (IOException e) {
            System.getLogger(SpeedWatch.class.getName()).log(Level.DEBUG, "A slow stream did not close", e);
        }
    }
}
