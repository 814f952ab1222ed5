package robotaxi.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** For a service that is started often: a first life leaves its classes linked for those after it (JEP 483, 515). */
final class AotCache {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private AotCache() {}

    /**
     * Lets a service live once and end in order, and starts it again from what it left.
     *
     * @param file where the cache is kept
     * @param service starts it with options for the JVM
     * @param process of a service that was started
     */
    static <T> T second(Path file, Function<List<String>, T> service, Function<T, ProcessHandle> process)
            throws InterruptedException {
        ProcessHandle first = process.apply(service.apply(List.of("-XX:AOTCacheOutput=" + file)));
        first.destroy();
        first.onExit().join();
        // Another process writes it, after the service has ended.
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !Files.exists(file) && System.nanoTime() < end; ) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        return service.apply(List.of("-XX:AOTCache=" + file));
    }
}
