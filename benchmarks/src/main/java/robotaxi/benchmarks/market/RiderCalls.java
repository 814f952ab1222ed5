package robotaxi.benchmarks.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Calls to one instance of dispatch as a rider's app, or a console, makes them. */
public final class RiderCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    /** To an instance, with a bearer token. */
    public RiderCalls(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Somebody's wish to be driven between two places of the city. */
    static String wish(RandomGenerator chance) {
        double[] from = Places.between(chance);
        double[] to = Places.between(chance);
        return body(Map.of(
                "pickup", Map.of("latitude", from[0], "longitude", from[1]),
                "dropoff", Map.of("latitude", to[0], "longitude", to[1])));
    }

    static String body(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    CompletableFuture<HttpResponse<byte[]>> get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
