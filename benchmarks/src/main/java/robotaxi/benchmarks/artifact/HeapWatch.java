package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import robotaxi.local.stack.StackException;

/** Looks every half second at how much heap a Java process uses, garbage included. */
public final class HeapWatch {
    private static final Pattern USED = Pattern.compile("(?m)^ *(?:PSYoungGen|ParOldGen).* used (\\d+)K");
    private static final int EACH_MILLIS = 500;
    private static final long KIBI = 1_024;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private long mostKibibytes;

    /** Watches one that the parallel collector works for. */
    public HeapWatch(long pid) {
        this.thread = Thread.ofPlatform().daemon().name("heap-watch").start(() -> run(pid));
    }

    private void run(long pid) {
        try {
            do {
                look(pid);
            } while (!end.await(EACH_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(long pid) throws InterruptedException {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            "GC.heap_info")
                    .redirectErrorStream(true)
                    .start();
            String told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            jcmd.waitFor();
            long used = USED.matcher(told)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
            mostKibibytes = Math.max(mostKibibytes, used);
        } catch (IOException e) {
            throw new StackException("the heap cannot be looked at", e);
        }
    }

    /** Ends it, and answers the most that was seen, mebibytes. */
    public long endMebibytes() throws InterruptedException {
        end.countDown();
        thread.join();
        return Math.ceilDiv(mostKibibytes, KIBI);
    }
}
