package robotaxi.benchmarks.firstlook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.upload.JavaTusCar;
import robotaxi.benchmarks.upload.Recording;
import robotaxi.benchmarks.upload.UploadProgress;
import robotaxi.local.stack.EvidenceStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** Somebody clicks on an incident with a large clip: how long until its first picture, and how much of the clip was read for it. */
public final class BigClipTrial {
    private static final int HEAP_MEGABYTES = 256;
    private static final int CHUNK_BYTES = 8 << 20;
    private static final double NANOS = 1e9;
    private static final String CAR = "car-big";
    private static final String EVENT = CAR + "/safety/1";

    private BigClipTrial() {}

    /**
     * What came of it.
     *
     * @param seconds for the summary and the first picture
     * @param share of the clip's bytes that the service read
     */
    public record Result(double seconds, double share) {}

    /** Uploads a clip of so many bytes and opens it. */
    public static Result run(StackFolder folder, long bytes, long seed, Consumer<String> tell)
            throws IOException, InterruptedException {
        try (var operator = new Operator();
                var stack = EvidenceStack.start(folder, tell)) {
            EvidenceStack.Instance instance = stack.instance(HEAP_MEGABYTES, operator.settings());
            Path file = folder.folder("recording").resolve("big.mcap");
            BigClip.write(file, bytes, seed);
            Recording recording = Recording.of(file);
            new JavaTusCar(stack.pki().car(CAR).context())
                    .upload(recording, instance.vehicleUrl() + "/v1/uploads", EVENT, CHUNK_BYTES);
            incident(stack.jdbcUrl());
            String token = operator.token();
            // Somebody can click once the recording is judged, which goes on behind the upload.
            try (var progress = new UploadProgress(stack.jdbcUrl())) {
                progress.awaitJudged();
            }
            // The first call is the service's warming up, on another path.
            get(instance.url() + "/v1/incidents", token);
            long before = bytesRead(instance.process());
            long begin = System.nanoTime();
            get(instance.url() + "/v1/incidents/big/clip/summary", token);
            get(instance.url() + "/v1/incidents/big/clip/cameras/front_wide/frames/0", token);
            double seconds = (System.nanoTime() - begin) / NANOS;
            long read = bytesRead(instance.process()) - before;
            tell.accept("a clip of " + recording.lengthBytes() + " bytes: first picture after " + seconds + " s, "
                    + read + " bytes read");
            return new Result(seconds, (double) read / recording.lengthBytes());
        }
    }

    /** The moment that the clip belongs to: how it came here is measured elsewhere. */
    private static void incident(String jdbcUrl) {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into incident (id, vehicle_id, kind, severity, state, event_id, occurred_at, last_event_at,
                      opened_at, latitude, longitude, heading, speed, peak_deceleration, ride_id, release_id, reasoning,
                      detail, clip_follows)
                    values ('big', '%1$s', 'hard-brake', 2, 'captured', '%2$s', now(), now(), now(), 0, 0, 0, 0, 0, '', '',
                      '', '', true);
                    insert into incident_safety_event (event_id, incident_id, occurred_at) values ('%2$s', 'big', now())
                    """.formatted(CAR, EVENT));
        } catch (SQLException e) {
            throw new StackException("an incident cannot be made: " + e.getMessage(), e);
        }
    }

    /** All that the process has read from files, also what lay in memory; a little of it is the database's. */
    private static long bytesRead(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/io")).stream()
                .map(line -> line.split(": ", 2))
                .collect(java.util.stream.Collectors.toMap(part -> part[0], part -> Long.parseLong(part[1])))
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().equals("rchar"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void get(String url, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new StackException(url + " is answered " + answer.statusCode());
            }
        }
    }
}
