package robotaxi.incident.liveview.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.assistance.v1.PathPoint;
import robotaxi.contracts.assistance.v1.ThinkingWay;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.liveview.Cars;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.Viewers;
import robotaxi.incident.liveview.WatchCars;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;

/** From a person's wish to a car's pictures and back to darkness, over the real edges: Kafka, REST, the stream and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class LiveViewStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] JPEG = "a picture, more or less".getBytes(UTF_8);

    @Inject
    KafkaClients kafka;

    @Inject
    TopicReplay replay;

    @Inject
    WatchCars watching;

    @Inject
    LiveViews views;

    @Inject
    Cars cars;

    @Inject
    Viewers viewers;

    @Inject
    LiveConfig config;

    @Inject
    DataSource database;

    @TestHTTPResource("/")
    URI port;

    private final String car = "car-" + UUID.randomUUID();
    private final List<Command> orders = new CopyOnWriteArrayList<>();

    private void send(Topic topic, MessageLite message) throws Exception {
        var record = new ProducerRecord<>(topic.name(), car, message.toByteArray());
        record.headers().add(Topics.EVENT_ID, UUID.randomUUID().toString().getBytes(UTF_8));
        kafka.producer().send(record).get();
    }

    private void connect() throws Exception {
        replay.follow(Topics.VEHICLE_COMMANDS, null, Command.parser(), (vehicle, order) -> {
                    if (vehicle.equals(car)) {
                        orders.add(order);
                    }
                })
                .join();
        send(
                Topics.VEHICLE_PRESENCE,
                Presence.newBuilder()
                        .setVehicleId(car)
                        .setSessionEpoch(1)
                        .setState(PresenceState.PRESENCE_STATE_CONNECTED)
                        .build());
        await().atMost(PATIENCE).until(() -> cars.isConnected(car));
    }

    private void status(Command order, CommandState state, String code) throws Exception {
        send(
                Topics.VEHICLE_COMMAND_STATUS,
                CommandStatus.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setCommandId(order.getCommandId())
                        .setVehicleId(car)
                        .setSender("incident")
                        .setState(state)
                        .setCode(code)
                        .build());
    }

    private ValidatableResponse watch(String watchId) {
        return given().put("/v1/live-views/" + car + "/watches/" + watchId).then();
    }

    private WatchCars.Answer watchAs(String person, String watchId) {
        return QuarkusTransaction.requiringNew().call(() -> watching.watch(car, watchId, person));
    }

    private void untilState(String state) {
        await().atMost(PATIENCE).untilAsserted(() -> watch("w1").body("watch.state", equalTo(state)));
    }

    private Command order(int number) {
        await().atMost(PATIENCE).until(() -> orders.size() > number);
        return orders.get(number);
    }

    private static LiveView view(String viewId, long sequence, String reasoning) {
        return LiveView.newBuilder()
                .setBootEpoch(1)
                .setSequence(sequence)
                .setViewId(viewId)
                .setScene(AssistScene.newBuilder()
                        .setReasoning(reasoning)
                        .addKeyFrames(KeyFrame.newBuilder().setCameraId("front").setJpeg(ByteString.copyFrom(JPEG))))
                .addPlan(PathPoint.newBuilder().setAheadMetres(12.5f).setLeftMetres(-1))
                .setPlanSource("model")
                .setThinking(ThinkingWay.THINKING_WAY_FULL)
                .setMode(DrivingMode.DRIVING_MODE_MINIMAL_RISK_MANOEUVRE)
                .setRung("comfort-stop")
                .build();
    }

    /** Lines of the stream; done when it ends. */
    private CompletableFuture<Void> follow(String watchId, List<String> lines) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(port.resolve("v1/live-views/" + car + "/watches/" + watchId))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return CompletableFuture.runAsync(
                () -> {
                    try (var reader = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                        reader.lines().filter(line -> line.startsWith("data:")).forEach(lines::add);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private List<String> audited() throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select actor, action, reason from audit_entry where subject = ? order by position")) {
            query.setString(1, car);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
                }
            }
        }
        return found;
    }

    @Test
    void withoutARoleNothingIsShown() {
        watch("w1").statusCode(401);
    }

    @Test
    @TestSecurity(user = "eve", roles = "auditor")
    void whoReadsTheBooksDoesNotWatchTheStreet() {
        watch("w1").statusCode(403);
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aCarThatIsAwayIsSaidToBeAwayAndIsNotAsked() {
        watch("w1").statusCode(200).body("watch.state", equalTo("offline")).body("leaseMillis", equalTo(15_000));
        assertThat(orders).isEmpty();
        given().get("/v1/live-views/" + car + "/watches/other")
                .then()
                .statusCode(404)
                .body("code", equalTo("live-view.unknown"));
        given().put("/v1/live-views/" + car + "/watches/" + "x".repeat(65))
                .then()
                .statusCode(422)
                .body("code", equalTo("live-view.malformed"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void twoPeopleShareOneViewAndTheCarEndsWithTheLastOfThem() throws Exception {
        connect();
        watch("w1").body("watch.state", equalTo("asked"));
        assertThat(watchAs("bob", "w2")).isInstanceOf(WatchCars.Answer.Watching.class);
        assertThat(watchAs("bob", "w1")).isInstanceOf(WatchCars.Answer.NotYours.class);
        Command order = order(0);
        assertThat(order.getSigner()).isEqualTo("incident");
        assertThat(order.getShowView().getSeconds()).isEqualTo(60);
        status(order, CommandState.COMMAND_STATE_SUCCEEDED, "");
        untilState("showing");

        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = follow("w1", lines);
        String viewId = order.getShowView().getViewId();
        send(Topics.VEHICLE_VIEWS, view(viewId, 2, "Keep distance"));
        send(Topics.VEHICLE_VIEWS, view(viewId, 1, "an older one"));
        await().atMost(PATIENCE)
                .until(() -> lines.stream()
                        .anyMatch(line -> line.contains(Base64.getEncoder().encodeToString(JPEG))
                                && line.contains("Keep distance")
                                && line.contains("12.5")
                                && line.contains("\"full\"")
                                && line.contains("minimal-risk-manoeuvre")
                                && line.contains("comfort-stop")));
        await().atMost(PATIENCE)
                .until(() -> lines.stream().anyMatch(line -> line.contains("\"ada\"") && line.contains("\"bob\"")));

        given().delete("/v1/live-views/" + car + "/watches/w1").then().statusCode(204);
        stream.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(lines).noneMatch(line -> line.contains("an older one"));
        assertThat(orders).hasSize(1);
        QuarkusTransaction.requiringNew().run(() -> watching.stop(car, "w2", "bob"));
        Command end = order(1);
        assertThat(end.getShowView().getSeconds()).isZero();
        assertThat(end.getShowView().getViewId()).isEqualTo(viewId);
        assertThat(audited())
                .hasSize(4)
                .startsWith("ada live-view.begin ", "bob live-view.begin ")
                .anyMatch(line -> line.startsWith("ada live-view.end stopped, after "));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aScreenThatWentAwayEndsItsWatchAndACarIsAskedForMore() throws Exception {
        connect();
        watchAs("ada", "w1");
        order(0);
        status(order(0), CommandState.COMMAND_STATE_SUCCEEDED, "");
        untilState("showing");
        watchAs("ada", "w1");
        assertThat(orders).hasSize(1);

        later(Duration.ofSeconds(16));

        assertThat(order(1).getShowView().getSeconds()).isZero();
        assertThat(QuarkusTransaction.requiringNew().call(() -> views.find(car)))
                .isEmpty();
        assertThat(audited()).last().asString().startsWith("ada live-view.end the screen went away");
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aCarThatDoesNotAnswerIsNamedWithItsReasonAndAskedAgain() throws Exception {
        connect();
        watch("w1").body("watch.state", equalTo("asked"));
        status(order(0), CommandState.COMMAND_STATE_EXPIRED, "command.expired");
        untilState("refused");
        watch("w1").body("watch.code", equalTo("command.expired"));

        later(Duration.ofSeconds(6));

        assertThat(order(1).getShowView().getSeconds()).isEqualTo(60);
    }

    private void later(Duration by) {
        var muchLater = new WatchCars(
                views, cars, viewers, config.rules(), () -> Instant.now().plus(by), () -> "unused");
        QuarkusTransaction.requiringNew().run(() -> muchLater.keep(car));
    }
}
