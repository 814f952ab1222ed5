package robotaxi.benchmarks.market;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Apps that ask for one quote after the other, each as soon as it has the one before. */
public final class QuoteLoad {
    private static final int CREATED = 201;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double ALMOST_ALL = 0.99;

    private final RiderCalls calls;
    private final int apps;
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    /** So many apps. */
    public QuoteLoad(RiderCalls calls, int apps) {
        this.calls = calls;
        this.apps = apps;
    }

    /**
     * What was measured.
     *
     * @param perSecond quotes that were made
     * @param refused answers that were none
     */
    public record Quotes(double perSecond, double p50Millis, double p99Millis, int refused) {}

    /** Asks for some seconds. */
    public Quotes ask(long seed, int seconds) throws InterruptedException {
        nanos.clear();
        refused.set(0);
        var chance = new SplittableRandom(seed);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < apps; i++) {
            SplittableRandom its = chance.split();
            threads.add(Thread.ofVirtual().start(() -> live(its, end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begin) / NANOS;
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long[] one = sorted.length == 0 ? new long[1] : sorted;
        return new Quotes(
                sorted.length / took,
                one[one.length / 2] / NANOS_PER_MILLI,
                one[(int) (one.length * ALMOST_ALL)] / NANOS_PER_MILLI,
                refused.get());
    }

    private void live(SplittableRandom chance, long end) {
        while (System.nanoTime() < end) {
            String wish = RiderCalls.wish(chance);
            long from = System.nanoTime();
            HttpResponse<byte[]> answer = answer(wish);
            if (answer != null && answer.statusCode() == CREATED) {
                nanos.add(System.nanoTime() - from);
            } else {
                refused.incrementAndGet();
            }
        }
    }

    private @Nullable HttpResponse<byte[]> answer(String wish) {
        try {
            return calls.post("/v1/quotes", wish).join();
        } catch (CompletionException e) {
            return null;
        }
    }
}
