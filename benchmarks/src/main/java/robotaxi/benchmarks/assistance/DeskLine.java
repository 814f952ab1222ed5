package robotaxi.benchmarks.assistance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One person's line to the desk: calls, and streams of events. */
final class DeskLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DATA = "data:";

    private final HttpClient http;
    private final String url;
    private final String token;

    DeskLine(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    /** An answer of the desk. */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status == 200;
        }

        String code() {
            return body.path("code").asText();
        }
    }

    Answer call(String method, String path, Map<String, Object> body) throws InterruptedException {
        try {
            HttpRequest request = request(path)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(), answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body()));
        } catch (IOException e) {
            return new Answer(0, JSON.createObjectNode().put("code", String.valueOf(e.getMessage())));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    /** A stream that is being read. */
    interface Stream extends AutoCloseable {
        @Override
        void close();
    }

    /** Hands each event to somebody, on a thread of its own, until it is closed or the service ends it. */
    Stream follow(String path, Consumer<JsonNode> events) throws InterruptedException, IOException {
        HttpResponse<InputStream> answer =
                http.send(request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        InputStream body = answer.body();
        if (answer.statusCode() != 200) {
            throw new IOException("the stream answers " + answer.statusCode());
        }
        Thread reader = Thread.ofVirtual().start(() -> read(body, events));
        return () -> {
            reader.interrupt();
            try {
                body.close();
            } catch (IOException e) {
                // It is over either way.
            }
        };
    }

    private static void read(InputStream body, Consumer<JsonNode> events) {
        try (var lines =
                new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    events.accept(JSON.readTree(line.substring(DATA.length())));
                }
            }
        } catch (IOException e) {
            // Closed by us, or by the service; who needs it opens it again.
        }
    }
}
