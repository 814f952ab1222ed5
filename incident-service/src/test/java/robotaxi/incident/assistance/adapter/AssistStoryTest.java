package robotaxi.incident.assistance.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistEnd;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistOption;
import robotaxi.contracts.assistance.v1.AssistOutcome;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistVerdict;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.assistance.DeskRules;
import robotaxi.incident.assistance.HearCars;
import robotaxi.incident.assistance.KeepDesk;
import robotaxi.incident.assistance.Matching;
import robotaxi.incident.assistance.Tickets;
import robotaxi.incident.assistance.WorkDesk;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;

/** From a car's question to its verdict, over the real edges: Kafka, REST, streams and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class AssistStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] JPEG = "a picture, more or less".getBytes(UTF_8);

    @Inject
    KafkaClients kafka;

    @Inject
    TopicReplay replay;

    @Inject
    WorkDesk desk;

    @Inject
    Tickets tickets;

    @Inject
    Matching matching;

    @Inject
    HearCars cars;

    @Inject
    DeskRules rules;

    @Inject
    DataSource database;

    @TestHTTPResource("/")
    URI port;

    private final String car = "car-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();
    private long sequence;

    /** What another test has left open is over. */
    @BeforeEach
    void tidyUp() {
        var muchLater =
                new KeepDesk(tickets, matching, cars, rules, () -> Instant.now().plusSeconds(300));
        var _ = QuarkusTransaction.requiringNew().call(muchLater::look);
    }

    private AssistReport.Builder report() {
        sequence++;
        return AssistReport.newBuilder()
                .setEventId(car + "/3/" + sequence)
                .setVehicleId(car)
                .setBootEpoch(1)
                .setSequence(sequence)
                .setTime(time(Instant.now()))
                .setRequestId(id);
    }

    private static Timestamp time(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    private static AssistScene scene(String name) {
        return AssistScene.newBuilder()
                .setSceneId(name)
                .setCapturedAt(time(Instant.now()))
                .setReasonedAt(time(Instant.now()))
                .setReasoning("Keep distance")
                .addOptions(AssistOption.newBuilder().setOptionId("left").setWords("Pass on the left"))
                .addOptions(AssistOption.newBuilder().setOptionId("wait").setWords("Wait 15 s"))
                .addKeyFrames(KeyFrame.newBuilder().setCameraId("front").setJpeg(ByteString.copyFrom(JPEG)))
                .build();
    }

    private AssistReport ask() throws Exception {
        AssistReport question = report().setRequest(AssistRequest.newBuilder()
                        .setKind(AssistKind.ASSIST_KIND_BLOCKED)
                        .setDetail("something is there")
                        .setScene(scene("s1"))
                        .setPassengerAboard(true)
                        .setExpiresAt(time(Instant.now().plusSeconds(60))))
                .build();
        send(question);
        await().atMost(PATIENCE)
                .until(() -> QuarkusTransaction.requiringNew()
                        .call(() -> tickets.find(id))
                        .isPresent());
        return question;
    }

    private void send(AssistReport report) throws Exception {
        var record = new ProducerRecord<>(Topics.VEHICLE_ASSISTANCE.name(), car, report.toByteArray());
        record.headers().add(Topics.EVENT_ID, report.getEventId().getBytes(UTF_8));
        kafka.producer().send(record).get();
    }

    private ValidatableResponse post(String act, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/assistance/tickets/" + id + "/" + act)
                .then();
    }

    private void untilState(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> given().get("/v1/assistance/tickets/" + id).then().body("state", equalTo(state)));
    }

    private static String answer(String scene) {
        return "{\"fence\":1,\"sceneId\":\"" + scene
                + "\",\"option\":\"left\",\"shown\":{\"frames\":[\"x\"],\"hesitationMillis\":700}}";
    }

    private WorkDesk.Answer claimAs(String person) {
        return QuarkusTransaction.requiringNew().call(() -> desk.claim(id, person));
    }

    @Test
    void withoutARoleNothingIsShown() {
        given().get("/v1/assistance/tickets").then().statusCode(401);
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aQuestionIsClaimedAnsweredOnceForItsSceneAndClosed() throws Exception {
        List<Command> commands = new CopyOnWriteArrayList<>();
        replay.follow(Topics.VEHICLE_COMMANDS, null, Command.parser(), (k, command) -> commands.add(command))
                .join();
        AssistReport question = ask();
        send(question);
        post("claim", "").statusCode(200).body("state", equalTo("claimed")).body("fence", equalTo(1));

        send(report().setScene(scene("s2")).build());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> given().get("/v1/assistance/tickets/" + id).then().body("sceneId", equalTo("s2")));
        post("answer", answer("s1")).statusCode(409).body("code", equalTo("assistance.stale-scene"));
        post("answer", answer("s2").replace("\"fence\":1", "\"fence\":7"))
                .statusCode(409)
                .body("code", equalTo("assistance.not-yours"));
        post("answer", "{\"fence\":1,\"sceneId\":\"s2\"}").statusCode(422);
        post("answer", answer("s2")).statusCode(200).body("answer", equalTo("Pass on the left"));
        post("answer", answer("s2")).statusCode(409).body("currentState", equalTo("answered"));

        await().atMost(PATIENCE)
                .until(() -> commands.stream()
                        .anyMatch(command -> command.getVehicleId().equals(car)));
        Command command = commands.stream()
                .filter(sent -> sent.getVehicleId().equals(car))
                .findFirst()
                .orElseThrow();
        assertThat(command.getSigner()).isEqualTo("incident");
        assertThat(command.getGiveAdvice().getSceneId()).isEqualTo("s2");
        assertThat(command.getGiveAdvice().getOptionId()).isEqualTo("left");

        send(report().setVerdict(AssistVerdict.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setSceneId("s2")
                        .setOutcome(AssistOutcome.ASSIST_OUTCOME_ACCEPTED)
                        .setJudgedAt(time(Instant.now())))
                .build());
        untilState("accepted");
        send(report().setClosed(AssistClosed.newBuilder().setEnd(AssistEnd.ASSIST_END_MOVED_ON))
                .build());
        untilState("closed");

        given().get("/v1/assistance/tickets/" + id + "/record")
                .then()
                .body(
                        "what",
                        equalTo(List.of(
                                "asked",
                                "claimed",
                                "scene-changed",
                                "answer-refused",
                                "answer-refused",
                                "answered",
                                "answer-refused",
                                "accepted",
                                "closed")))
                .body("facts[0].frames[0]", equalTo(ContentHash.of(JPEG).hex()))
                .body("facts[5].hesitationMillis", equalTo(700));
        assertThat(given().get("/v1/assistance/records/csv").asString()).contains(id + "," + car);
        given().get("/v1/assistance/records/figures")
                .then()
                .body("answersRefusedHere", org.hamcrest.Matchers.hasKey("assistance.stale-scene"));
        assertThatThrownBy(() -> run("delete from assist_line where ticket_id = '" + id + "'"))
                .hasMessageContaining("never changed");
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void ofManyWhoClaimAtOnceOneHasIt() throws Exception {
        ask();
        int people = 8;
        CyclicBarrier together = new CyclicBarrier(people);
        List<CompletableFuture<WorkDesk.Answer>> answers = IntStream.range(0, people)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                together.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return claimAs("person-" + i + id);
                        },
                        Thread::startVirtualThread))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(WorkDesk.Answer.Done.class::isInstance))
                .hasSize(1);
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aLeaseThatNobodyRenewsLapsesAndTheOldHolderIsRefused() throws Exception {
        ask();
        String person = "ada" + id;
        assertThat(claimAs(person)).isInstanceOf(WorkDesk.Answer.Done.class);
        var later =
                new KeepDesk(tickets, matching, cars, rules, () -> Instant.now().plusSeconds(16));
        assertThat(QuarkusTransaction.requiringNew().call(later::look)).isPositive();

        untilState("open");
        var answer = QuarkusTransaction.requiringNew().call(() -> desk.handOver(id, person, 1, "", ""));
        assertThat(((WorkDesk.Answer.Refused) answer).code().code()).isEqualTo("assistance.not-yours");
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void whoIsReadyGetsTheNextQuestionAndHandsItOverWithNotes() throws Exception {
        String ready = "ready" + id;
        assertThat(QuarkusTransaction.requiringNew().call(() -> desk.sit(ready, true, "here", "B")))
                .isEmpty();
        ask();
        var held = QuarkusTransaction.requiringNew().call(() -> desk.sit(ready, true, "here", "B"));
        assertThat(held.orElseThrow().id()).isEqualTo(id);

        var handed = QuarkusTransaction.requiringNew().call(() -> desk.handOver(id, ready, 1, "bob" + id, "a van"));
        assertThat(((WorkDesk.Answer.Done) handed).ticket().claim().by()).isEqualTo("bob" + id);
        assertThat(((WorkDesk.Answer.Done) handed).ticket().notes()).isEqualTo("a van");
        var unready = QuarkusTransaction.requiringNew().call(() -> desk.sit(ready, false, "", ""));
        assertThat(unready).isEmpty();
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aNewerQuestionOrAnotherStartOfTheCarEndsTheOlderOne() throws Exception {
        ask();
        send(report().setRequestId(id + "-b")
                .setBootEpoch(2)
                .setSequence(1)
                .setRequest(AssistRequest.newBuilder()
                        .setScene(scene("t1"))
                        .setExpiresAt(time(Instant.now().plusSeconds(60))))
                .build());
        untilState("withdrawn");
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void screensHearOfTheQuestionAndSeeItsPictures() throws Exception {
        List<String> queue = follow("v1/assistance/queue");
        await().atMost(PATIENCE).until(() -> queue.stream().anyMatch(line -> line.contains("snapshot")));
        ask();
        await().atMost(PATIENCE)
                .until(() -> queue.stream().anyMatch(line -> line.contains("\"ticket\"") && line.contains(id)));
        List<String> pictures = follow("v1/assistance/tickets/" + id + "/live");
        await().atMost(PATIENCE)
                .until(() -> pictures.stream()
                        .anyMatch(line ->
                                line.contains(ContentHash.of(JPEG).hex()) && line.contains("Pass on the left")));
        given().get("/v1/assistance/tickets").then().body("tickets.ticketId", hasItems(id));
    }

    private List<String> follow(String path) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpClient http = HttpClient.newHttpClient();
        var answer = http.send(HttpRequest.newBuilder(port.resolve(path)).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        Thread.startVirtualThread(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                reader.lines().filter(line -> line.startsWith("data:")).forEach(lines::add);
            } catch (Exception e) {
                // The service ends with the test.
            }
        });
        return lines;
    }
}
