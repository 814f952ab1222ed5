package robotaxi.benchmarks.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A partner's server. Each of its endpoints fails in another way before it takes an event; two of them see the service die. */
public final class PartnerServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FAILURES = 2;
    private static final long REPLAY_SECONDS = 300;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock = InstantSource.system();
    private final Map<Manner, String> secrets = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final WebhookTrail trail;
    private final long slowMillis;

    /** How an endpoint answers. */
    public enum Manner {
        /** It takes all. */
        TAKES,
        /** The first time it reads, and answers when nobody waits any more. */
        SLOW,
        /** The first time it reads, and cuts the connection. */
        CUTS,
        /** It answers 500 twice. */
        FAILS,
        /** It takes all; what falls into its trap is answered, and dies before it can know. */
        UNHEARD,
        /** It takes all; what falls into its trap dies before there is an answer. */
        HALFWAY;

        /** Where it is on the server. */
        public String path() {
            return "/" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The next call of an endpoint ends the process that makes it. */
    private record Trap(Manner manner, ServiceKill kill) {}

    /**
     * One that tells the trail what it hears.
     *
     * @param slowMillis what an endpoint takes that is slow: more than the service's patience
     */
    public PartnerServer(WebhookTrail trail, long slowMillis) throws IOException {
        this.trail = trail;
        this.slowMillis = slowMillis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        for (Manner manner : Manner.values()) {
            server.createContext(manner.path(), call -> hear(manner, call));
        }
        server.start();
    }

    /** Where an endpoint is called. */
    public String url(Manner manner) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + manner.path();
    }

    /** What an endpoint's webhooks are signed with. */
    public void secret(Manner manner, String secret) {
        secrets.put(manner, secret);
    }

    /** Sets a trap at an endpoint; what falls into it is in {@link ServiceKill#fallen}. */
    public void arm(Manner manner, ServiceKill kill) {
        trap.set(new Trap(manner, kill));
    }

    private void hear(Manner manner, HttpExchange call) throws IOException {
        try (call) {
            long now = System.nanoTime();
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = header(call, "webhook-id");
            JsonNode event = JSON.readTree(body);
            int times = trail.arrived(new WebhookTrail.Arrival(
                    manner.path(),
                    id,
                    event.path("data").path("rideId").asText(),
                    event.path("data").path("version").asLong(),
                    event.path("type").asText(),
                    body,
                    isSigned(manner, call, body),
                    now));
            Trap set = trap.get();
            if (set != null && set.manner() == manner && trap.compareAndSet(set, null)) {
                fall(set, call, id);
            } else {
                answer(manner, call, id, times);
            }
        }
    }

    private void fall(Trap set, HttpExchange call, String id) throws IOException {
        if (set.manner() == Manner.UNHEARD) {
            set.kill().freeze();
            take(set.manner(), call, id);
        }
        set.kill().now(set.manner().path(), id);
    }

    private void answer(Manner manner, HttpExchange call, String id, int times) throws IOException {
        boolean isFirst = times == 1;
        if (manner == Manner.CUTS && isFirst) {
            return;
        }
        if (manner == Manner.SLOW && isFirst) {
            pause();
            call.sendResponseHeaders(HttpURLConnection.HTTP_OK, -1);
        } else if (manner == Manner.FAILS && times <= FAILURES) {
            call.sendResponseHeaders(HttpURLConnection.HTTP_INTERNAL_ERROR, -1);
        } else {
            take(manner, call, id);
        }
    }

    private void take(Manner manner, HttpExchange call, String id) throws IOException {
        trail.taken(manner.path(), id);
        call.sendResponseHeaders(HttpURLConnection.HTTP_OK, -1);
        call.close();
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(slowMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the specification has it: one of the signatures is over id, time and body, and the time is of now. */
    private boolean isSigned(Manner manner, HttpExchange call, String body) {
        String timestamp = header(call, "webhook-timestamp");
        String secret = secrets.getOrDefault(manner, "");
        if (secret.isEmpty()
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > REPLAY_SECONDS) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
            String signed = header(call, "webhook-id") + "." + timestamp + "." + body;
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return List.of(header(call, "webhook-signature").split(" ", -1)).contains(expected);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
