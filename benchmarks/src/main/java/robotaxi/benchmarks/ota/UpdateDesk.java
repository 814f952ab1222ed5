package robotaxi.benchmarks.ota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.UpdateStack;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.TargetFile;

/** What release managers do, over the service's own interface; and a fleet that is simply there. */
public final class UpdateDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LAST_GOOD_STATUS = 299;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final UpdateStack stack;
    private final UpdateStack.Instance instance;
    private final Instant expiresAt = InstantSource.system().instant().plus(1, ChronoUnit.DAYS);
    private final List<TargetFile> files = new ArrayList<>();

    /** A desk at an instance, for somebody with that bearer token. */
    public UpdateDesk(UpdateStack stack, UpdateStack.Instance instance, String token) {
        this.stack = stack;
        this.instance = instance;
        this.url = instance.url();
        this.token = token;
    }

    /** The same instance, for somebody else. */
    public UpdateDesk as(String otherToken) {
        return new UpdateDesk(stack, instance, otherToken);
    }

    /** Publishes the root of trust. */
    public void publishRoot() throws InterruptedException {
        try {
            send("PUT", "/v1/tuf/root", Files.readAllBytes(stack.keys().root()));
        } catch (IOException e) {
            throw new StackException("the root cannot be read", e);
        }
    }

    /** Publishes one file for one kind of hardware as a release; answers its id. */
    public String publish(String name, String version, String hardwareId, byte[] content) throws InterruptedException {
        String path = name + "/" + version + "/" + hardwareId + ".swu";
        String hash = Sha256.hex(content);
        files.add(new TargetFile(path, content.length, hash));
        byte[] targets = MetadataAuthor.targets(
                files.size(), expiresAt, files, stack.keys().targetsKey());
        send("PUT", "/v1/tuf/targets", targets);
        send("PUT", "/v1/artifacts/" + hash, content);
        Map<String, Object> release = Map.of("name", name, "version", version, "targetPaths", List.of(path));
        return post("/v1/releases", release).path("releaseId").asText();
    }

    /** Makes so many vehicles, and devices that ask for themselves of them: device {@code i} has the token {@code token-i}. */
    public List<String> makeFleet(String prefix, int count, String hardwareId, boolean asking) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(i -> prefix + "-%06d".formatted(i))
                .toList();
        try (Connection database = DriverManager.getConnection(stack.jdbcUrl())) {
            insert(
                    database,
                    "insert into vehicle (vehicle_id, hardware_id, connected) select id, ?, true from"
                            + " unnest(?) as id",
                    hardwareId,
                    ids);
            if (asking) {
                insert(
                        database,
                        "insert into device (device_id, token_hash, attributes_wanted, created_at, created_by)"
                                + " select id, encode(sha256(convert_to('token-' || id, 'UTF8')), 'hex'), false, now(), ?"
                                + " from unnest(?) as id",
                        "benchmark",
                        ids);
            }
        } catch (SQLException e) {
            throw new StackException("the fleet cannot be made: " + e.getMessage(), e);
        }
        return ids;
    }

    private static void insert(Connection database, String sql, String text, List<String> ids) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, text);
            statement.setArray(2, database.createArrayOf("text", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** Begins a rollout to these cars; answers it as the service shows it. */
    public JsonNode start(String releaseId, List<String> vehicleIds) throws InterruptedException {
        return post("/v1/rollouts", new HashMap<>(Map.of("releaseId", releaseId, "vehicleIds", vehicleIds)));
    }

    /** Sends a document, and reads the answer. */
    public JsonNode post(String path, Map<String, Object> body) throws InterruptedException {
        try {
            return send("POST", path, JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new StackException("no document: " + e.getMessage(), e);
        }
    }

    /** Sends a document that is written already, and reads the answer. */
    public JsonNode post(String path, byte[] body) throws InterruptedException {
        return send("POST", path, body);
    }

    /** Reads a document. */
    public JsonNode get(String path) throws InterruptedException {
        return send("GET", path, new byte[0]);
    }

    private JsonNode send(String method, String path, byte[] body) throws InterruptedException {
        String type = path.startsWith("/v1/artifacts/") ? "application/octet-stream" : "application/json";
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() > LAST_GOOD_STATUS) {
                throw new StackException(method + " " + path + " was answered " + answer.statusCode() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException(method + " " + path + ": " + e.getMessage(), e);
        }
    }
}
