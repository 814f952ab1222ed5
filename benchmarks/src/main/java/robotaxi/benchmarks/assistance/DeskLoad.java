package robotaxi.benchmarks.assistance;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import robotaxi.contracts.signing.CommandVerifier;

/** A shift at the desk: people take their seats, the desk fills, and then it is measured. */
public final class DeskLoad {
    /** Declared in docs/assistance.md. */
    private static final Person.Habits HABITS = new Person.Habits(1.5, 0.4, 9, 0.5);

    private static final Person.Habits QUICK_HABITS = new Person.Habits(0.4, 0.4, 1.5, 0.5);

    /** What a question takes beyond reaction and handling: the car's word, and a second look where the first was refused. */
    private static final double BEYOND_SECONDS = 0.5;

    private static final double CHANGING = 0.2;
    private static final double SCREEN_MILLIS = 250;
    private static final double PICK_UP_MILLIS = 3_000;
    private static final double PICKED = 0.99;
    private static final double LEAST_UTILISATION = 0.7;

    private DeskLoad() {}

    /**
     * How large.
     *
     * @param utilisation share of the people's time that the questions are made for
     * @param quick people answer faster, and figures of time are told but not demanded
     */
    public record Size(int cars, int operators, int seconds, double utilisation, boolean quick) {}

    /** What came of it. */
    public record Result(Map<String, Object> metrics, boolean holds) {}

    /** Works the shift. */
    public static Result run(
            String url,
            String bootstrapServers,
            CommandVerifier verifier,
            UnaryOperator<String> tokens,
            Size size,
            long seed,
            Consumer<String> tell)
            throws InterruptedException {
        var habits = size.quick() ? QUICK_HABITS : HABITS;
        double meanSeconds = habits.meanSeconds() + BEYOND_SECONDS;
        double perSecond = size.utilisation() * size.operators() / meanSeconds;
        Tally tally = new Tally();
        var load = new AskingFleet.Load(size.cars(), perSecond, CHANGING, meanSeconds);
        List<Person> people = new ArrayList<>();
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < size.operators(); i++) {
                String name = "person-" + i;
                var person = new Person(name, new DeskLine(http, url, tokens.apply(name)), habits, tally, seed + i);
                people.add(person);
                threads.execute(person);
            }
            TimeUnit.SECONDS.sleep(3);
            try (var fleet = new AskingFleet(bootstrapServers, load, verifier, tally, seed)) {
                tell.accept("%d cars ask %.2f times a second, %d people, a picture has %d bytes"
                        .formatted(size.cars(), perSecond, size.operators(), fleet.pictureBytes()));
                TimeUnit.MILLISECONDS.sleep((long) (size.quick() ? 4_000 : 3_000 * meanSeconds));
                tally.measure(true);
                long begin = System.nanoTime();
                TimeUnit.SECONDS.sleep(size.seconds());
                double seconds = (System.nanoTime() - begin) / 1e9;
                tally.measure(false);
                Result result = result(tally, size, meanSeconds, seconds);
                fleet.quieten();
                people.forEach(Person::leave);
                threads.shutdownNow();
                http.shutdownNow();
                return result;
            }
        }
    }

    private static Result result(Tally tally, Size size, double meanSeconds, double seconds) {
        double utilisation = tally.busyNanos.get() / 1e9 / (size.operators() * seconds);
        double service = tally.service.mean() / 1000;
        double rate = tally.asked.get() / seconds;
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("cars", size.cars());
        metrics.put("operators", size.operators());
        metrics.put("seconds", Math.round(seconds));
        metrics.put("questions", tally.asked.get());
        metrics.put("utilisation", rounded(utilisation));
        metrics.put("screen_p50_ms", rounded(tally.toScreen.at(0.5)));
        metrics.put("screen_p99_ms", rounded(tally.toScreen.at(0.99)));
        metrics.put("screens", tally.toScreen.count());
        metrics.put("frame_p99_ms", rounded(tally.frameToScreen.at(0.99)));
        metrics.put("frames", tally.frameToScreen.count());
        metrics.put("picked_3s", rounded(tally.toOperator.shareUpTo(PICK_UP_MILLIS)));
        metrics.put("picked_p99_ms", rounded(tally.toOperator.at(0.99)));
        metrics.put("mean_service_s", rounded(service));
        metrics.put("erlang_c_3s", rounded(ErlangC.servedWithin(3, size.operators(), rate * service, service)));
        metrics.put("planned_service_s", rounded(meanSeconds));
        metrics.put("scene_changes", tally.sceneChanges.get());
        metrics.put("answers", tally.answered.get());
        metrics.put("accepted", tally.accepted.get());
        metrics.put("stale_refused_by_service", Tally.of(tally.refusedByService, "assistance.stale-scene"));
        metrics.put("stale_refused_by_cars", Tally.of(tally.refusedByCars, "assistance.stale-scene"));
        metrics.put("stale_applied", tally.staleApplied.get());
        metrics.put("other_refusals", others(tally));
        metrics.put("faults", tally.faults.get());
        boolean safe = tally.staleApplied.get() == 0 && tally.faults.get() == 0 && tally.accepted.get() > 0;
        boolean fast = tally.toScreen.at(0.99) <= SCREEN_MILLIS
                && tally.toOperator.shareUpTo(PICK_UP_MILLIS) >= PICKED
                && utilisation >= LEAST_UTILISATION;
        return new Result(metrics, safe && (size.quick() || fast));
    }

    private static Map<String, Long> others(Tally tally) {
        Map<String, Long> others = new java.util.TreeMap<>();
        tally.refusedByService.forEach((code, count) -> others.put("service " + code, count.get()));
        tally.refusedByCars.forEach((code, count) -> others.put("car " + code, count.get()));
        others.keySet().removeIf(code -> code.endsWith("assistance.stale-scene"));
        return others;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
