package robotaxi.benchmarks.firstlook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A person's console: follows the stream of incidents, and takes the still of each new one and the first picture of its clip. */
public final class IncidentWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1e3;
    private static final int OK = 200;

    private final String url;
    private final String token;
    private final InstantSource clock = InstantSource.system();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Instant> occurred = new ConcurrentHashMap<>();
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final List<Double> playableSeconds = new CopyOnWriteArrayList<>();
    private volatile boolean isOver;

    /**
     * What was seen of an incident.
     *
     * @param seconds from the car's moment until the picture was here
     * @param complete whether it came with a still, with words and with a plan
     */
    public record Look(String vehicleId, String kind, double seconds, boolean complete) {}

    /** Of that service, as somebody with this bearer token. */
    public IncidentWatch(String url, String token) {
        this.url = url;
        this.token = token;
        Thread.ofPlatform().daemon().name("incident-watch").start(this::follow);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private void follow() {
        String last = "";
        while (!isOver) {
            try {
                HttpRequest.Builder request = request("/v1/incidents/events");
                if (!last.isEmpty()) {
                    request.header("Last-Event-ID", last);
                }
                var answer = http.send(request.build(), BodyHandlers.ofInputStream());
                var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
                last = read(lines, last);
            } catch (IOException e) {
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The service, or the link to it, has gone: it is asked again soon. */
    private static void rest() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }

    private String read(BufferedReader lines, String from) throws IOException {
        String last = from;
        String name = "";
        for (String line = lines.readLine(); line != null && !isOver; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                last = line.substring("id:".length()).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                hear(name, JSON.readTree(line.substring("data:".length())));
            }
        }
        return last;
    }

    private void hear(String change, JsonNode incident) {
        String id = incident.path("incidentId").asText();
        Instant moment = Instant.parse(incident.path("occurredAt").asText());
        if (change.equals("opened") || !occurred.containsKey(id)) {
            occurred.put(id, moment);
            errands.execute(() -> still(incident, id, moment));
        }
        if (incident.path("clip").path("state").asText().equals("kept")) {
            errands.execute(() -> playable(id));
        }
    }

    private void still(JsonNode incident, String id, Instant moment) {
        boolean hasStill = !incident.path("keyFrames").isEmpty() && picture("/v1/incidents/" + id + "/key-frames/0");
        boolean hasWords = !incident.path("reasoning").asText().isEmpty();
        boolean hasPlan = !incident.path("plan").path("xMetres").isEmpty();
        looks.add(new Look(
                incident.path("vehicleId").asText(),
                incident.path("kind").asText(),
                Duration.between(moment, clock.instant()).toMillis() / MILLIS,
                hasStill && hasWords && hasPlan));
    }

    private void playable(String id) {
        if (picture("/v1/incidents/" + id + "/clip/cameras/front_wide/frames/0")) {
            Instant shown = clock.instant();
            recordingEnd(id)
                    .ifPresent(end ->
                            playableSeconds.add(Duration.between(end, shown).toMillis() / MILLIS));
        }
    }

    /** A later moment prolongs the recording that it falls into (decision 43), so its end is asked for. */
    private Optional<Instant> recordingEnd(String id) {
        return get("/v1/incidents/" + id + "/clip/summary").map(IncidentWatch::end);
    }

    private static Instant end(byte[] summary) {
        try {
            JsonNode clip = JSON.readTree(summary);
            long millis = Math.round(clip.path("durationSeconds").asDouble() * MILLIS);
            return Instant.parse(clip.path("startedAt").asText()).plusMillis(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean picture(String path) {
        return get(path).filter(body -> body.length > 0).isPresent();
    }

    /** What is there, if anything is. */
    private Optional<byte[]> get(String path) {
        try {
            var answer = http.send(request(path).build(), BodyHandlers.ofByteArray());
            return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** All so far. */
    public List<Look> looks() {
        return List.copyOf(looks);
    }

    /** Seconds from a recording's end until its first picture was here. */
    public List<Double> playableSeconds() {
        return List.copyOf(playableSeconds);
    }

    @Override
    public void close() {
        isOver = true;
        errands.shutdownNow();
        http.shutdownNow();
    }
}
