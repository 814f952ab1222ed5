package robotaxi.benchmarks.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.stack.BearerClient;
import robotaxi.local.stack.StackException;

/**
 * A ride network's own program: it asks for rides of next week, moves them, cancels them. It knows what it was answered, and asks again
 * under the same key when nobody answers.
 */
public final class NetworkRides implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Double> HERE = Map.of("latitude", 43.7396, "longitude", 7.4276);
    private static final Map<String, Double> THERE = Map.of("latitude", 43.7325, "longitude", 7.4189);
    private static final int AGAIN_MILLIS = 200;
    private static final int MOST_TRIES = 300;
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;
    private static final int SERVER_ERROR = 500;

    private final BearerClient http;
    private final String url;
    private final Instant pickupAt;
    private final Map<String, List<String>> promised = new ConcurrentHashMap<>();

    /** At one instance, in the name of a partner. */
    public NetworkRides(String url, String token, Instant pickupAt) {
        this.url = url;
        this.http = new BearerClient(token);
        this.pickupAt = pickupAt;
    }

    /** A ride from its booking to its cancellation: three events, each of which we were told of in an answer. */
    public void ride(String name) throws InterruptedException {
        String quote = post(
                        "/v1/quotes",
                        Map.of("pickup", HERE, "dropoff", THERE, "pickupAt", pickupAt.toString()),
                        name + "-quote")
                .path("quoteId")
                .asText();
        String ride = post("/v1/rides", Map.of("quoteId", quote, "riderReference", name), name + "-ride")
                .path("rideId")
                .asText();
        post(
                "/v1/rides/" + ride + "/change-time",
                Map.of("pickupAt", pickupAt.plus(Duration.ofHours(1)).toString()),
                name + "-time");
        post("/v1/rides/" + ride + "/cancel", Map.of("reason", "plans changed"), name + "-cancel");
        promised.put(ride, List.of("ride.scheduled", "ride.changed", "ride.cancelled-rider"));
    }

    /** Types of events, by the ride that they are of. */
    public Map<String, List<String>> promised() {
        return Map.copyOf(promised);
    }

    /** Registers an endpoint for all events. */
    public JsonNode register(String endpoint) throws InterruptedException {
        return post("/v1/webhooks", Map.of("url", endpoint), "");
    }

    /** All deliveries to an endpoint, as the service itself has them. */
    public List<JsonNode> deliveries(String endpointId) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String path = "/v1/webhooks/" + endpointId + "/deliveries?limit=100";
        String cursor = "";
        do {
            JsonNode page = ask("GET", path + cursor, Map.of(), "");
            page.path("deliveries").forEach(all::add);
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private JsonNode post(String path, Map<String, Object> body, String key) throws InterruptedException {
        return ask("POST", path, body, key);
    }

    private JsonNode ask(String method, String path, Map<String, Object> body, String key) throws InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                HttpResponse<byte[]> answer = http.send(method, url + path, body, key);
                if (answer.statusCode() / HUNDRED == SUCCESS) {
                    return JSON.readTree(answer.body());
                }
                if (answer.statusCode() < SERVER_ERROR) {
                    throw new StackException(method + " " + path + " was refused: "
                            + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // It is down, or went down while it answered: it is asked again.
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
        throw new StackException("nobody answers " + method + " " + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
