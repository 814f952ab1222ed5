package robotaxi.benchmarks.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import robotaxi.benchmarks.stack.BearerClient;

/**
 * One rider a market, with one ride after the other. An app sends each request to any instance that lives, as a load balancer
 * would, and after a broken connection to another; every tenth ride is given up as soon as it is asked for.
 */
public final class CityRiders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POLL_MILLIS = 600;
    private static final int AGAIN_MILLIS = 200;
    private static final int GIVEN_UP_ONE_IN = 10;
    private static final int SERVER_ERROR = 500;
    private static final int BUSY = 429;

    private final BearerClient http;
    private final Supplier<List<String>> urls;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /**
     * Riders of a fleet.
     *
     * @param urls of the instances that live now
     */
    public CityRiders(Supplier<List<String>> urls, String token) {
        this.urls = urls;
        this.http = new BearerClient(token);
    }

    /** Begins; each rider ends the ride that it is in. */
    public void start(List<String> markets, long seed, BooleanSupplier more) {
        for (String market : markets) {
            var chance = new SplittableRandom(seed * 31 + market.hashCode());
            threads.add(Thread.ofVirtual().start(() -> live(market, chance, more)));
        }
    }

    /** Rides that dispatch said yes to. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Rides driven to their end. */
    public int completed() {
        return completed.get();
    }

    /** Requests whose connection broke, as it does when an instance dies that the app talks to. */
    public int broken() {
        return broken.get();
    }

    /** Requests that an instance which lives refused as busy, or failed over. */
    public int refused() {
        return refused.get();
    }

    /** Waits until every rider has seen its ride's end. */
    public void awaitHome(Duration patience) throws InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(giveUpAt - System.nanoTime())));
        }
        threads.forEach(Thread::interrupt);
    }

    private void live(String market, RandomGenerator chance, BooleanSupplier more) {
        try {
            for (int number = 0; more.getAsBoolean(); number++) {
                ride(market, "failover-" + market + "-" + number, chance);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ride(String market, String key, RandomGenerator chance) throws InterruptedException {
        JsonNode quote = ask(chance, "POST", "/v1/quotes", wish(market, chance), key + "-quote");
        String quoteId = quote.path("quoteId").asText();
        JsonNode ride = ask(chance, "POST", "/v1/rides", Map.of("quoteId", quoteId), key);
        String id = ride.path("rideId").asText();
        if (id.isEmpty()) {
            return;
        }
        acknowledged.add(id);
        String path = "/v1/rides/" + id;
        if (chance.nextInt(GIVEN_UP_ONE_IN) == 0) {
            ask(chance, "POST", path + "/cancel", Map.of("reason", "plans changed"), key + "-cancel");
        }
        while (true) {
            JsonNode now = ask(chance, "GET", path, Map.of(), "");
            String state = now.path("state").asText();
            switch (state) {
                case "arrived" ->
                    ask(
                            chance,
                            "POST",
                            path + "/unlock",
                            Map.of("pin", now.path("pin").asText()),
                            key + "-unlock");
                case "boarding" -> {
                    if (now.path("boarded").asBoolean()) {
                        ask(chance, "POST", path + "/start", Map.of(), key + "-start");
                    }
                }
                case "completed" -> {
                    completed.incrementAndGet();
                    return;
                }
                default -> {
                    if (state.startsWith("cancelled")) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static Map<String, Object> wish(String market, RandomGenerator chance) {
        double[] from = Places.any(chance);
        double[] to = Places.any(chance);
        return Map.of(
                "marketId", market,
                "pickup", Map.of("latitude", from[0], "longitude", from[1]),
                "dropoff", Map.of("latitude", to[0], "longitude", to[1]));
    }

    /** Until an instance answers; a refusal by the ride's state is an answer. */
    private JsonNode ask(RandomGenerator chance, String method, String path, Map<String, Object> body, String key)
            throws InterruptedException {
        while (true) {
            List<String> living = urls.get();
            if (!living.isEmpty()) {
                try {
                    HttpResponse<byte[]> answer =
                            http.send(method, living.get(chance.nextInt(living.size())) + path, body, key);
                    if (answer.statusCode() < SERVER_ERROR && answer.statusCode() != BUSY) {
                        return JSON.readTree(answer.body());
                    }
                    refused.incrementAndGet();
                } catch (IOException e) {
                    broken.incrementAndGet();
                }
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
    }
}
