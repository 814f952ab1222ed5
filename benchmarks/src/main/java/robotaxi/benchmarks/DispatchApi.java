package robotaxi.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.market.OwnerKills;
import robotaxi.benchmarks.market.QuoteLoad;
import robotaxi.benchmarks.market.RideRequests;
import robotaxi.benchmarks.market.RiderCalls;
import robotaxi.benchmarks.market.SyntheticFleet;
import robotaxi.benchmarks.market.TelemetryLag;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.MarketStack;
import robotaxi.local.stack.StackFolder;

/**
 * One instance of dispatch with one market. First apps ask for quotes, one after the other, as fast as they get them, while each
 * car speaks once in five seconds; then the fleet sends telemetry once a second each, and riders ask for cars.
 */
public final class DispatchApi implements Benchmark {
    private static final String MARKET = "city";
    private static final int CARS = 10_000;
    private static final int QUICK_CARS = 200;
    private static final int HEAP_MEGABYTES = 1_024;
    private static final int APPS = 16;
    private static final int WARM_SECONDS = 30;
    private static final int SECONDS = 30;
    /** Often enough for dispatch to believe that the cars are where they were. */
    private static final int SELDOM_SECONDS = 5;

    private static final int RIDES_PER_SECOND = 10;
    private static final int RIDE_SECONDS = 60;
    private static final int QUICK_SECONDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double ALMOST_ALL = 0.99;
    private static final double THOUSANDTHS = 1_000;
    private static final double TENTHS = 10;

    /** Found by its name. */
    public DispatchApi() {}

    @Override
    public String summary() {
        return "quotes a second, and from a ride's request to its car while a large fleet sends telemetry";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cars", "apps", "warm", "seconds", "rate");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int cars = setting.size("cars", setting.quick() ? QUICK_CARS : CARS);
        StackFolder folder = StackUnderTest.emptyFolder("dispatch-api");
        try (var operator = new Operator();
                var stack = MarketStack.start(folder, setting.tell())) {
            Map<String, String> settings = new HashMap<>(operator.settings());
            // All these riders are one client: the limit is for one, and is not what is measured.
            settings.put("ROBOTAXI_API_CALLS_PER_SECOND", "1000000");
            settings.put("ROBOTAXI_API_BURST", "1000000");
            MarketStack.Instance dispatch = stack.largeInstance("dispatch-0", MARKET, HEAP_MEGABYTES, settings);
            try (var calls = new RiderCalls(dispatch.url(), operator.token("riders", "rider"));
                    var watch = new RiderCalls(dispatch.url(), operator.token("benchmark", "operator"));
                    var fleet = new SyntheticFleet(
                            stack.bootstrapServers(), List.of(MARKET), cars, new SplittableRandom(setting.seed()))) {
                setting.tell().accept(cars + " cars are there");
                Map<String, Object> metrics = new LinkedHashMap<>();
                boolean quotesHold = quotes(setting, calls, fleet, metrics);
                boolean ridesHold = rides(setting, calls, watch, fleet, stack.bootstrapServers(), metrics);
                return new Outcome(metrics, quotesHold && ridesHold, Optional.of(plot(metrics)));
            }
        }
    }

    private static boolean quotes(Setting setting, RiderCalls calls, SyntheticFleet fleet, Map<String, Object> metrics)
            throws InterruptedException {
        var load = new QuoteLoad(calls, setting.size("apps", APPS));
        fleet.speakEvery(SELDOM_SECONDS);
        load.ask(setting.seed(), setting.size("warm", setting.quick() ? QUICK_SECONDS : WARM_SECONDS));
        QuoteLoad.Quotes quotes =
                load.ask(setting.seed() + 1, setting.size("seconds", setting.quick() ? QUICK_SECONDS : SECONDS));
        metrics.put("quotes_per_second", Math.round(quotes.perSecond()));
        metrics.put("quote_p50_ms", rounded(quotes.p50Millis(), TENTHS));
        metrics.put("quote_p99_ms", rounded(quotes.p99Millis(), TENTHS));
        metrics.put("quotes_refused", quotes.refused());
        setting.tell().accept(metrics.toString());
        if (quotes.refused() > 0) {
            setting.tell().accept("the first refusal: " + quotes.firstRefusal());
        }
        return quotes.refused() == 0 && quotes.perSecond() > 0;
    }

    private static boolean rides(
            Setting setting,
            RiderCalls calls,
            RiderCalls watch,
            SyntheticFleet fleet,
            String bootstrapServers,
            Map<String, Object> metrics)
            throws InterruptedException {
        int rate = setting.size("rate", RIDES_PER_SECOND);
        fleet.speakEvery(1);
        try (var rides = new RideRequests(calls, bootstrapServers)) {
            rides.ask(setting.seed() + 2, rate, setting.size("warm", setting.quick() ? QUICK_SECONDS : WARM_SECONDS));
            rides.await(PATIENCE);
            try (var lag = new TelemetryLag(watch, fleet, setting.seed())) {
                rides.ask(setting.seed() + 3, rate, setting.quick() ? QUICK_SECONDS : RIDE_SECONDS);
                metrics.put("telemetry_lag_s", rounded(OwnerKills.percentile(lag.seconds(), 1), THOUSANDTHS));
                rides.await(PATIENCE);
            }
            metrics.put("assign_p50_s", rounded(OwnerKills.percentile(rides.seconds(), 0.5), THOUSANDTHS));
            metrics.put("assign_p99_s", rounded(OwnerKills.percentile(rides.seconds(), ALMOST_ALL), THOUSANDTHS));
            metrics.put("rides", rides.seconds().size());
            metrics.put("rides_without_car", rides.waiting());
            metrics.put("rides_refused", rides.refused());
            metrics.put("cars", fleet.names().size());
            return rides.waiting() == 0
                    && rides.refused() == 0
                    && fleet.conflicts() == 0
                    && !rides.seconds().isEmpty();
        }
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }

    private static String plot(Map<String, Object> metrics) {
        return new Plot()
                .chart("Quotes a second", List.of(bar(metrics, "quotes_per_second")), 4_000, 2_000)
                .chart("A quote, ms", List.of(bar(metrics, "quote_p50_ms"), bar(metrics, "quote_p99_ms")), 50, 25)
                .chart(
                        "From request to car, s",
                        List.of(bar(metrics, "assign_p50_s"), bar(metrics, "assign_p99_s")),
                        6,
                        4)
                .chart("Picture of the fleet behind it, s", List.of(bar(metrics, "telemetry_lag_s")), 2, 1)
                .svg();
    }

    private static Plot.Bar bar(Map<String, Object> metrics, String name) {
        return new Plot.Bar(name, ((Number) metrics.getOrDefault(name, 0)).doubleValue());
    }
}
