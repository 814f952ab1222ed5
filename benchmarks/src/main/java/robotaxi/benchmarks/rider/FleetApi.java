package robotaxi.benchmarks.rider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.StackException;

/** The public APIs for clients that expect trouble: no answer is an answer too, with status 0. */
public final class FleetApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long TOKEN_LASTS_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int UNAUTHORIZED = 401;

    private final Ports ports;
    private final Secrets secrets;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicLong troubles = new AtomicLong();

    private record Token(String text, long madeAtNanos) {}

    /** An answer; status 0 if there was none. */
    public record Answer(int status, JsonNode body) {
        /** Granted. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** Nobody decided anything: the same question may be put again. */
        public boolean isTrouble() {
            return status == 0 || status >= 500 || status == UNAUTHORIZED || status == 429;
        }
    }

    /** The APIs of a stack. */
    public FleetApi(Ports ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    /** Requests that nobody decided on. */
    public long troubles() {
        return troubles.get();
    }

    /** Asks a service, as a person of that role. */
    public Answer get(String role, String service, String path) {
        return send(role, request(service, path).GET());
    }

    /** Tells a service something; with an empty key, without one. */
    public Answer post(String role, String service, String path, Map<String, ?> body, String idempotencyKey) {
        try {
            var request = request(service, path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            if (!idempotencyKey.isEmpty()) {
                request.header("Idempotency-Key", idempotencyKey);
            }
            return send(role, request);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(ports.url(service) + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(String role, HttpRequest.Builder request) {
        Answer answer;
        try {
            if (!role.isEmpty()) {
                request.header("Authorization", "Bearer " + token(role));
            }
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer = new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException | StackException e) {
            answer = new Answer(0, MissingNode.getInstance());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = new Answer(0, MissingNode.getInstance());
        }
        if (answer.status() == UNAUTHORIZED) {
            tokens.remove(role);
        }
        if (answer.isTrouble()) {
            troubles.incrementAndGet();
        }
        return answer;
    }

    private String token(String role) {
        Token known = tokens.get(role);
        if (known != null && System.nanoTime() - known.madeAtNanos() < TOKEN_LASTS_NANOS) {
            return known.text();
        }
        String text = Http.personToken(ports, secrets, role);
        tokens.put(role, new Token(text, System.nanoTime()));
        return text;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
