package robotaxi.benchmarks.market;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Apps that ask for one quote after the other, each as soon as it has the one before. */
public final class QuoteLoad {
    private static final int CREATED = 201;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double ALMOST_ALL = 0.99;

    private final RiderCalls calls;
    private final int apps;
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
     * @param firstRefusal what the first of them said, empty if there was none
     */
    public record Quotes(double perSecond, double p50Millis, double p99Millis, int refused, String firstRefusal) {}

    /** Asks for some seconds. */
    public Quotes ask(long seed, int seconds) {
        var chance = new SplittableRandom(seed);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<App> all =
                Stream.generate(() -> new App(chance.split(), end)).limit(apps).toList();
        all.forEach(App::ask);
        all.forEach(app -> app.done.join());
        double took = (System.nanoTime() - begin) / NANOS;
        long[] sorted = all.stream()
                .flatMapToLong(app -> app.nanos.stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
        long[] one = sorted.length == 0 ? new long[1] : sorted;
        return new Quotes(
                sorted.length / took,
                one[one.length / 2] / NANOS_PER_MILLI,
                one[(int) (one.length * ALMOST_ALL)] / NANOS_PER_MILLI,
                all.stream().mapToInt(app -> app.refused).sum(),
                all.stream()
                        .map(app -> app.firstRefusal)
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /** One app; its answers come one after the other. */
    private final class App {
        private final SplittableRandom chance;
        private final long end;
        private final List<Long> nanos = new ArrayList<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int refused;
        private String firstRefusal = "";

        private App(SplittableRandom chance, long end) {
            this.chance = chance;
            this.end = end;
        }

        private void ask() {
            String wish = RiderCalls.wish(chance);
            long from = System.nanoTime();
            calls.post("/v1/quotes", wish).whenComplete((reply, failure) -> {
                if (failure == null && reply.status() == CREATED) {
                    nanos.add(System.nanoTime() - from);
                } else {
                    if (refused++ == 0) {
                        firstRefusal = failure == null ? reply.body().toString() : String.valueOf(failure);
                    }
                }
                if (System.nanoTime() < end) {
                    ask();
                } else {
                    done.complete(null);
                }
            });
        }
    }
}
