package robotaxi.benchmarks.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Calls to one instance of dispatch as riders' apps, or a console, make them: over HTTP/1.1 connections that stay open. */
public final class RiderCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST_CONNECTIONS = 64;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
    private final HttpClient http;
    private final String token;

    /** To an instance, with a bearer token. */
    public RiderCalls(String url, String token) {
        URI instance = URI.create(url);
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(instance.getHost())
                .setDefaultPort(instance.getPort())
                .setMaxPoolSize(MOST_CONNECTIONS));
        this.token = "Bearer " + token;
    }

    /** An answer. */
    public record Reply(int status, Buffer body) {}

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

    /** Fails with what broke the call; any status is an answer. */
    CompletableFuture<Reply> post(String path, String body) {
        return send(HttpMethod.POST, path, Buffer.buffer(body));
    }

    CompletableFuture<Reply> get(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer());
    }

    private CompletableFuture<Reply> send(HttpMethod method, String path, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setURI(path)
                .setTimeout(TIMEOUT.toMillis())
                .putHeader("Authorization", token)
                .putHeader("Content-Type", "application/json");
        return http.request(options)
                .compose(request -> request.send(body))
                .compose(answer -> answer.body().map(bytes -> new Reply(answer.statusCode(), bytes)))
                .toCompletionStage()
                .toCompletableFuture();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
