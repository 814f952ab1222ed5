package robotaxi.benchmarks.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How much of the whole machine's processors is used, by whatever process. */
final class BusyCores {
    /** The kernel's own unit for all programs (proc(5), USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    private static final double NANOS = 1e9;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int FIRST_GUEST = 8;

    private BusyCores() {}

    /** Something that takes time. */
    interface Span {
        void pass() throws InterruptedException;
    }

    /** Cores that were busy on average meanwhile. */
    static double during(Span span) throws InterruptedException {
        long from = System.nanoTime();
        long before = ticks();
        span.pass();
        return (ticks() - before) / TICKS_PER_SECOND / ((System.nanoTime() - from) / NANOS);
    }

    private static long ticks() {
        try {
            String all = Files.readAllLines(Path.of("/proc/stat")).getFirst();
            long[] columns = Arrays.stream(all.split(" +"))
                    .skip(1)
                    .limit(FIRST_GUEST)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return Arrays.stream(columns).sum() - columns[IDLE] - columns[IO_WAIT];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
