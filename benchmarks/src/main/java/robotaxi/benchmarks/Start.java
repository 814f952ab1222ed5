package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import robotaxi.benchmarks.rider.FleetApi;
import robotaxi.benchmarks.rider.Riders;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.StackException;

/** How long from nothing to the first matched ride, and what the whole costs once cars drive. */
public final class Start implements Benchmark {
    private static final double[] WAY = {43.7396, 7.4276, 43.7325, 7.4189};
    private static final int PATIENCE_SECONDS = 400;
    private static final int LOAD_SECONDS = 60;
    private static final int RIDERS = 8;
    private static final int POLL_MILLIS = 1_500;
    private static final int PICKUP_METRES = 50;
    private static final double MOVING = 1.0;
    private static final double LONGEST_SECONDS = 120;
    private static final double MOST_GIB = 5;

    /** Found by its name. */
    public Start() {}

    @Override
    public String summary() {
        return "starts a stack on an empty folder: seconds to the first matched ride, memory with cars on the road";
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        if (StackUnderTest.running().isPresent()) {
            throw new StackException("a stack is running; this measures a start of its own. Try ./robotaxi down.");
        }
        long begin = System.nanoTime();
        try (var stack =
                StackUnderTest.begin("start", List.of("--seed", String.valueOf(setting.seed())), setting.tell())) {
            double matchedSeconds = awaitMatch(stack, begin);
            setting.tell().accept(String.format(Locale.ROOT, "the first ride is matched after %.1f s", matchedSeconds));
            stack.awaitUp();
            return underLoad(stack, setting, matchedSeconds);
        }
    }

    private static double awaitMatch(StackUnderTest stack, long begin) throws InterruptedException {
        while (!java.nio.file.Files.exists(stack.folder().root().resolve("run/gateway"))) {
            demandTime(stack, begin);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        FleetApi api = new FleetApi(stack.ports(), stack.secrets());
        String ride = "";
        while (ride.isEmpty()) {
            demandTime(stack, begin);
            ride = request(api);
            TimeUnit.MILLISECONDS.sleep(250);
        }
        while (true) {
            demandTime(stack, begin);
            JsonNode state =
                    api.get("rider", "dispatch", "/v1/rides/" + ride).body().path("state");
            if (state.isTextual() && !"requested".equals(state.asText())) {
                return (System.nanoTime() - begin) / 1e9;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Asks for a ride as soon as a quote names a free car. */
    private static String request(FleetApi api) {
        FleetApi.Answer quote = api.post(
                "rider",
                "dispatch",
                "/v1/quotes",
                Map.of(
                        "pickup", Map.of("latitude", WAY[0], "longitude", WAY[1]),
                        "dropoff", Map.of("latitude", WAY[2], "longitude", WAY[3])),
                "");
        if (!quote.ok() || !quote.body().path("etaSeconds").isNumber()) {
            return "";
        }
        String quoteId = quote.body().path("quoteId").asText();
        return api.post("rider", "dispatch", "/v1/rides", Map.of("quoteId", quoteId), quoteId)
                .body()
                .path("rideId")
                .asText("");
    }

    private static void demandTime(StackUnderTest stack, long begin) {
        stack.demandAlive();
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            throw new StackException("no ride was matched in " + PATIENCE_SECONDS + " s");
        }
    }

    private static Outcome underLoad(StackUnderTest stack, Setting setting, double matchedSeconds)
            throws InterruptedException {
        Consumer<String> tell = setting.tell();
        FleetApi api = new FleetApi(stack.ports(), stack.secrets());
        var riders = new Riders(api, setting.seed(), POLL_MILLIS, PICKUP_METRES);
        var goOn = new AtomicBoolean(true);
        riders.start(RIDERS, goOn::get);
        List<Double> rates = new ArrayList<>();
        JsonNode cars = api.get("operator", "dispatch", "/v1/vehicles").body();
        for (long begin = System.nanoTime(); System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LOAD_SECONDS); ) {
            TimeUnit.SECONDS.sleep(3);
            cars = api.get("operator", "dispatch", "/v1/vehicles").body();
            for (JsonNode car : cars) {
                if (car.path("speedMetresPerSecond").asDouble() > MOVING) {
                    rates.add(car.path("modelHz").asDouble());
                }
            }
            tell.accept(riders.underWay() + " rides under way, " + rates.size() + " samples of driving cars");
        }
        double gib = stack.proportionalBytes() / (double) (1L << 30);
        goOn.set(false);
        riders.stop();
        int connected = 0;
        long missed = 0;
        for (JsonNode car : cars) {
            connected += car.path("connected").asBoolean() ? 1 : 0;
            missed += car.path("missedTicks").asLong();
        }
        double hertz = rates.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("up_to_matched_s", Math.round(matchedSeconds * 10) / 10.0);
        metrics.put("rss_gib", Math.round(gib * 100) / 100.0);
        metrics.put("cars", connected);
        metrics.put("model_hz", Math.round(hertz * 100) / 100.0);
        metrics.put("missed_ticks", missed);
        metrics.put("model_hz_samples", rates.size());
        return new Outcome(metrics, matchedSeconds <= LONGEST_SECONDS && gib < MOST_GIB);
    }
}
