package robotaxi.city.rider.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import robotaxi.city.CityConfig;
import robotaxi.city.Monaco;

/** Riders against a real HTTP server that speaks as Keycloak and dispatch do. */
class RidersTest {
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> states =
            new ConcurrentLinkedQueue<>(List.of("requested", "arrived", "boarding", "in-ride", "completed"));
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void aRiderRidesFromQuoteToTheEnd() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        var demand = new CityConfig.Demand(true, 1e6, 1, url, url + "/token", "rider-app", "rita", "secret");
        var riders = new Riders(
                demand,
                Monaco.graph(),
                Monaco.FRAME,
                1500,
                new SplittableRandom(3),
                InstantSource.system(),
                Duration.ofMillis(20));
        Thread thread = Thread.ofVirtual().start(riders);
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            thread.interrupt();
            server.stop(0);
        }
        assertThat(calls)
                .containsSubsequence(
                        "POST /token",
                        "POST /v1/quotes",
                        "POST /v1/rides",
                        "POST /v1/rides/r1/unlock",
                        "POST /v1/rides/r1/start");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = call.equals("POST /token")
                || "Bearer t0".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!call.startsWith("GET")) {
            calls.add(call);
        }
        String answer = switch (call) {
            case "POST /token" -> "{\"access_token\":\"t0\",\"expires_in\":300}";
            case "POST /v1/quotes" -> body.contains("latitude") ? "{\"quoteId\":\"q1\"}" : "{}";
            case "POST /v1/rides" ->
                exchange.getRequestHeaders().getFirst("Idempotency-Key") == null
                        ? "{}"
                        : "{\"rideId\":\"r1\",\"pin\":\"1234\"}";
            case "GET /v1/rides/r1" -> ride();
            default -> "{}";
        };
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String ride() {
        String state = states.size() > 1 ? states.poll() : states.peek();
        if ("completed".equals(state)) {
            over.countDown();
        }
        return "{\"state\":\"" + state + "\",\"boarded\":" + "boarding".equals(state) + "}";
    }
}
