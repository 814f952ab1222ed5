package robotaxi.city.rider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import robotaxi.city.CityConfig;

/** Dispatch's public API as a rider's app uses it, with a token from Keycloak. */
final class DispatchApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CityConfig.Demand demand;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private String token = "";
    private Instant tokenEndsAt = Instant.EPOCH;

    DispatchApi(CityConfig.Demand demand, InstantSource clock) {
        this.demand = demand;
        this.clock = clock;
    }

    /** An answer of dispatch. */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path).POST(content(body)).build());
    }

    Answer post(String path, Map<String, ?> body, String idempotencyKey) throws IOException, InterruptedException {
        return send(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .POST(content(body))
                .build());
    }

    private HttpRequest.BodyPublisher content(Map<String, ?> body) throws IOException {
        return HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(demand.dispatchUrl() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), json.readTree(response.body()));
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (clock.instant().isBefore(tokenEndsAt)) {
            return token;
        }
        Map<String, String> form = Map.of(
                "grant_type", "password",
                "client_id", demand.clientId(),
                "username", demand.username(),
                "password", demand.password());
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(demand.tokenUrl()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Answer answer = send(request);
        if (!answer.ok()) {
            throw new IOException("The token endpoint answered " + answer.status());
        }
        token = answer.body().path("access_token").asText();
        long lives = answer.body().path("expires_in").asLong(60);
        tokenEndsAt = clock.instant().plusSeconds(Math.max(5, lives - 20));
        return token;
    }
}
