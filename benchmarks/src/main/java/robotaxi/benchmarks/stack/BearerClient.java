package robotaxi.benchmarks.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Asks once over HTTP, in somebody's name, as JSON; what to do with no answer is the caller's. */
public final class BearerClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String token;

    /** With this access token. */
    public BearerClient(String token) {
        this.token = token;
    }

    /**
     * Sends one request.
     *
     * @param body left out of a GET
     * @param key the Idempotency-Key, or empty
     */
    public HttpResponse<byte[]> send(String method, String url, Map<String, Object> body, String key)
            throws IOException, InterruptedException {
        var publisher = "GET".equals(method)
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
