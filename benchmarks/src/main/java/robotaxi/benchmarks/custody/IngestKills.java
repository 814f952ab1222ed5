package robotaxi.benchmarks.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import robotaxi.benchmarks.link.Operator;
import robotaxi.contracts.custody.Sha256;
import robotaxi.local.stack.EvidenceStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** Cars upload while the incident service is killed again and again; then what they were told is held against database and disk. */
public final class IngestKills {
    private static final int HEAP_MEGABYTES = 160;
    private static final int CARS = 3;
    private static final int LONGEST_LIFE_MILLIS = 2_500;

    private IngestKills() {}

    /**
     * What came of it.
     *
     * @param clips recordings that were acknowledged as complete
     * @param ackedBytesLost of parts and of complete recordings, with all that belongs to one
     * @param brokenChains of the service or of a car
     */
    public record Result(
            int kills, int clips, long ackedBytes, long ackedBytesLost, int brokenChains, Packages.Made made) {
        /** Whether nothing that was acknowledged is lost, and every chain is whole. */
        public boolean holds() {
            return ackedBytesLost == 0 && brokenChains == 0 && clips > 0;
        }
    }

    /** Kills the service so often. */
    public static Result run(StackFolder folder, int kills, long seed, Consumer<String> tell)
            throws InterruptedException {
        try (var operator = new Operator();
                var stack = EvidenceStack.start(folder, tell)) {
            Map<String, String> settings = new HashMap<>(operator.settings());
            // What a kill left whole but unjudged is judged soon.
            settings.put("INCIDENT_EVIDENCE_SWEEP", "PT2S");
            EvidenceStack.Instance instance = stack.instanceWithCache(HEAP_MEGABYTES, settings);
            SplittableRandom chance = new SplittableRandom(seed);
            List<LedgerCar> cars = new ArrayList<>();
            for (int i = 0; i < CARS; i++) {
                cars.add(new LedgerCar("car-" + i, stack.pki(), instance.vehicleUrl(), chance.split()));
            }
            instance = killed(stack, instance, cars, kills, chance, tell);
            cars.forEach(car -> car.losses().forEach(what -> tell.accept("lost: " + what)));
            String token = operator.token("ada", "safety");
            long lost =
                    cars.stream().mapToLong(LedgerCar::lostBytes).sum() + missing(stack.jdbcUrl(), folder, cars, tell);
            int broken = broken(instance.url(), token, cars, tell);
            Packages.Made made =
                    Packages.make(stack, instance, token, cars.getFirst().safe().getFirst());
            return new Result(
                    kills,
                    cars.stream().mapToInt(car -> car.safe().size()).sum(),
                    cars.stream().mapToLong(LedgerCar::ackedBytes).sum(),
                    lost,
                    broken,
                    made);
        }
    }

    private static EvidenceStack.Instance killed(
            EvidenceStack stack,
            EvidenceStack.Instance first,
            List<LedgerCar> cars,
            int kills,
            SplittableRandom chance,
            Consumer<String> tell)
            throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        EvidenceStack.Instance instance = first;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LedgerCar>> driving = new ArrayList<>();
            cars.forEach(car -> driving.add(threads.submit(() -> car.drive(isOver::get))));
            for (int kill = 1; kill <= kills; kill++) {
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(LONGEST_LIFE_MILLIS));
                instance.process().destroyForcibly();
                instance.process().onExit().join();
                instance = stack.again(instance);
                if (kill % 10 == 0) {
                    tell.accept(kill + " kills");
                }
            }
            isOver.set(true);
            for (Future<LedgerCar> car : driving) {
                car.get();
            }
        } catch (ExecutionException e) {
            throw new StackException("a car broke: " + e.getCause(), e);
        }
        return instance;
    }

    /** Bytes of recordings that the cars were told are safe and that are not there whole, with their entries. */
    private static long missing(String jdbcUrl, StackFolder folder, List<LedgerCar> cars, Consumer<String> tell) {
        Path blobs = folder.folder("incident/evidence").resolve("blobs");
        long lost = 0;
        try (Connection database = DriverManager.getConnection(jdbcUrl)) {
            for (LedgerCar car : cars) {
                for (LedgerCar.Safe safe : car.safe()) {
                    String why = missing(database, blobs, car.vehicleId(), safe);
                    if (!why.isEmpty()) {
                        tell.accept("lost: " + safe.eventId() + ", " + why);
                        lost += safe.lengthBytes();
                    }
                }
            }
        } catch (SQLException e) {
            throw new StackException("the database does not answer: " + e.getMessage(), e);
        }
        return lost;
    }

    private static String missing(Connection database, Path blobs, String vehicleId, LedgerCar.Safe safe)
            throws SQLException {
        if (!is(
                database,
                "select 1 from clip where vehicle_id = ? and event_id = ? and sha256 = ? and quarantine_reason = ''",
                vehicleId,
                safe.eventId(),
                safe.sha256())) {
            return "no clip";
        }
        if (!is(
                database,
                "select 1 from custody_entry where vehicle_id = ? and event_id = ? and blob_sha256 = ? and act ="
                        + " 'accepted'",
                vehicleId,
                safe.eventId(),
                safe.sha256())) {
            return "no entry";
        }
        if (!is(
                database,
                "select 1 from car_entry where vehicle_id = ? and event_id = ? and entry = ? and refusal = ''",
                vehicleId,
                safe.eventId(),
                safe.entry())) {
            return "no entry of the car";
        }
        Path file = blobs.resolve(safe.sha256().substring(0, 2))
                .resolve(safe.sha256().substring(2));
        try (InputStream content = Files.newInputStream(file)) {
            return Sha256.of(content).equals(safe.sha256()) ? "" : "another content";
        } catch (IOException e) {
            return "no file: " + e;
        }
    }

    private static boolean is(Connection database, String sql, String... values) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            return query.executeQuery().next();
        }
    }

    private static int broken(String url, String token, List<LedgerCar> cars, Consumer<String> tell)
            throws InterruptedException {
        int broken = 0;
        for (LedgerCar car : cars) {
            JsonNode state = get(url + "/v1/custody/" + car.vehicleId(), token);
            if (!state.path("intact").asBoolean()
                    || !"intact".equals(state.at("/chain/carState").asText())
                    || state.at("/chain/refused").asInt(-1) != 0) {
                tell.accept("broken: " + state);
                broken++;
            }
        }
        return broken;
    }

    static JsonNode get(String url, String token) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
