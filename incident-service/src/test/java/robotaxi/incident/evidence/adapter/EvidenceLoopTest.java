package robotaxi.incident.evidence.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;
import robotaxi.testkit.TestCertificates;

/** From the hard brake to the closed incident, over the real edges: Kafka, tus over mutual TLS, REST and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class EvidenceLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] JPEG = "a picture, more or less".getBytes(UTF_8);
    private static final long SECOND = 1_000_000_000L;

    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @TestHTTPResource("/")
    URI peoplePort;

    @Inject
    KafkaClients kafka;

    @Inject
    TopicReplay replay;

    @Test
    void withoutARoleNothingIsShown() {
        given().get("/v1/incidents").then().statusCode(401);
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void aHardBrakeBecomesAnIncidentWithItsClipAndIsClosed() throws Exception {
        List<IncidentEvent> events = new CopyOnWriteArrayList<>();
        replay.follow(Topics.INCIDENT_EVENTS, null, IncidentEvent.parser(), (k, e) -> events.add(e))
                .join();
        hardBrake("car-1", "car-1/safety/1");
        hardBrake("car-1", "car-1/safety/1");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/v1/incidents?vehicleId=car-1").then().body("incidents", hasSize(1)));
        String id = given().get("/v1/incidents?state=captured&vehicleId=car-1")
                .then()
                .body("incidents[0].kind", equalTo("hard-brake"))
                .body("incidents[0].severity", equalTo(2))
                .body("incidents[0].clip.state", equalTo("expected"))
                .extract()
                .path("incidents[0].incidentId");
        assertThat(given().get("/v1/incidents/" + id + "/key-frames/0").asByteArray())
                .isEqualTo(JPEG);

        upload("car-1", "car-1/safety/1", clip());

        given().get("/v1/incidents/" + id)
                .then()
                .body("clip.state", equalTo("kept"))
                .body("evidenceComplete", equalTo(true));
        given().get("/v1/incidents/" + id + "/clip/summary")
                .then()
                .statusCode(200)
                .body("durationSeconds", equalTo(2.0f))
                .body("reasoning[0].text", equalTo("Brake for the bag ahead"))
                .body("reasoning[0].t1Seconds", equalTo(1.5f))
                .body("signals[0].speed", equalTo(9.5f))
                .body("cameras.name", equalTo(List.of("front_wide")))
                .body("cameras[0].tSeconds", equalTo(List.of(0.0f, 2.0f)));
        String camera = "/v1/incidents/" + id + "/clip/cameras/front_wide";
        assertThat(given().get(camera + "/frames/1").asByteArray()).isEqualTo(JPEG);
        given().get(camera + "/frames/2").then().statusCode(404).body("code", equalTo("incident.frame-unknown"));
        String both = given().get(camera + "/frames?count=9")
                .then()
                .statusCode(200)
                .contentType("multipart/form-data")
                .extract()
                .asString();
        assertThat(both)
                .contains("name=\"0\"", "filename=\"0.jpg\"", "name=\"1\"")
                .doesNotContain("name=\"2\"");
        given().get(camera + "/frames?count=51").then().statusCode(422).body("code", equalTo("incident.malformed"));
        given().get("/v1/incidents/" + id + "/clip/cameras/rear_left/frames/0")
                .then()
                .statusCode(404)
                .body("code", equalTo("incident.camera-unknown"));
        given().header("Range", "bytes=0-7")
                .get("/v1/incidents/" + id + "/clip")
                .then()
                .statusCode(206);

        act(id, "close", "{\"reason\":\"no harm\"}").statusCode(409).body("currentState", equalTo("captured"));
        act(id, "triage", "{\"severity\":3,\"note\":\"a bag\"}").statusCode(200).body("severity", equalTo(3));
        act(id, "close", "{\"reason\":\"no harm\"}").statusCode(200).body("state", equalTo("closed"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events)
                        .filteredOn(event -> event.getIncidentId().equals(id))
                        .extracting(IncidentEvent::getChange)
                        .containsExactly("opened", "evidence-complete", "triaged", "closed"));
    }

    private static io.restassured.response.ValidatableResponse act(String id, String act, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/incidents/" + id + "/" + act)
                .then();
    }

    @Test
    @TestSecurity(user = "aud", roles = "auditor")
    void anAuditorChangesNothing() {
        given().contentType("application/json")
                .body("{\"severity\":1}")
                .post("/v1/incidents/any/triage")
                .then()
                .statusCode(403);
    }

    /** Two bodies, with every mistake that the protocol knows in between. */
    private void upload(String vehicleId, String eventId, byte[] clip) throws IOException, InterruptedException {
        HttpClient car = client(vehicleId);
        HttpResponse<String> created = send(car, creation(eventId, clip));
        assertThat(created.statusCode()).isEqualTo(201);
        URI upload = URI.create(created.headers().firstValue("Location").orElseThrow());
        byte[] first = Arrays.copyOf(clip, 100);
        byte[] rest = Arrays.copyOfRange(clip, 100, clip.length);

        assertThat(send(car, patch(upload, 0, first).header("Upload-Checksum", "sha1 " + "A".repeat(27) + "="))
                        .statusCode())
                .isEqualTo(460);
        assertThat(send(car, patch(upload, 0, first)).statusCode()).isEqualTo(204);
        assertThat(send(car, patch(upload, 0, first)).statusCode()).isEqualTo(409);
        assertThat(send(car, patch(upload, 100, rest).setHeader("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(car, patch(upload, 100, rest).setHeader("Tus-Resumable", "0.9.0"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(send(client("car-2"), patch(upload, 100, rest)).statusCode()).isEqualTo(404);
        HttpResponse<String> head =
                send(car, HttpRequest.newBuilder(upload).HEAD().header("Tus-Resumable", "1.0.0"));
        assertThat(head.headers().firstValue("Upload-Offset")).contains("100");
        assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
        HttpRequest.Builder overridden = HttpRequest.newBuilder(upload)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "100")
                .header("Content-Type", "application/offset+octet-stream")
                .header("X-HTTP-Method-Override", "PATCH")
                .POST(BodyPublishers.ofByteArray(rest));
        HttpResponse<String> done = send(car, overridden);
        assertThat(done.statusCode()).isEqualTo(204);
        assertThat(done.headers().firstValue("Upload-Offset")).contains(Integer.toString(clip.length));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void whatIsNoRecordingIsSetApartWithItsReason() throws Exception {
        byte[] noise = new byte[300];
        HttpClient car = client("car-3");
        HttpResponse<String> created = send(car, creation("car-3/safety/1", noise));
        URI upload = URI.create(created.headers().firstValue("Location").orElseThrow());
        assertThat(send(car, patch(upload, 0, noise)).statusCode()).isEqualTo(204);
        hardBrake("car-3", "car-3/safety/1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=car-3")
                        .then()
                        .body("incidents[0].clip.state", equalTo("quarantined"))
                        .body(
                                "incidents[0].clip.quarantineReason",
                                equalTo("not a sound recording: it does not begin as a recording")));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void ofATornRecordingItsWholeChunksAreKeptAndTheTornOneIsSetApart() throws Exception {
        byte[] whole = clip();
        // The car lost power while it wrote the second chunk.
        byte[] torn = Arrays.copyOf(whole, endOfFirstChunk(whole) + 100);
        HttpClient car = client("car-4");
        URI upload = URI.create(send(car, creation("car-4/safety/1", torn))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(send(car, patch(upload, 0, torn)).statusCode()).isEqualTo(204);
        hardBrake("car-4", "car-4/safety/1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=car-4")
                        .then()
                        .body("incidents[0].clip.state", equalTo("kept"))
                        .body("incidents[0].clip.quarantineReason", startsWith("not a sound recording")));
        String id = given().get("/v1/incidents?vehicleId=car-4").path("incidents[0].incidentId");
        given().get("/v1/incidents/" + id + "/clip/summary")
                .then()
                .statusCode(200)
                .body("reasoning[0].text", equalTo("Brake for the bag ahead"))
                .body("cameras[0].tSeconds", hasSize(1));
    }

    @Test
    void thePortForPeopleTakesNoUploads() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(peoplePort.resolve("/v1/uploads"))
                .header("Tus-Resumable", "1.0.0")
                .POST(BodyPublishers.noBody());
        assertThat(send(HttpClient.newHttpClient(), request).statusCode()).isEqualTo(404);
    }

    private HttpClient client(String vehicleId) {
        return HttpClient.newBuilder().sslContext(certificates.car(vehicleId)).build();
    }

    private HttpRequest.Builder creation(String eventId, byte[] content) {
        String metadata = "event_id " + base64(eventId) + ",sha256 "
                + base64(ContentHash.of(content).hex()) + ",filename " + base64("clip.mcap");
        return HttpRequest.newBuilder(vehiclePort.resolve("/v1/uploads"))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Integer.toString(content.length))
                .header("Upload-Metadata", metadata)
                .POST(BodyPublishers.noBody());
    }

    private static HttpRequest.Builder patch(URI upload, long offset, byte[] body) {
        return HttpRequest.newBuilder(upload)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void hardBrake(String vehicleId, String eventId) {
        SafetyEvent event = SafetyEvent.newBuilder()
                .setEventId(eventId)
                .setVehicleId(vehicleId)
                .setTime(Timestamp.newBuilder().setSeconds(1_000))
                .setKind(SafetyKind.SAFETY_KIND_HARD_BRAKE)
                .setPeakDecelerationMetresPerSecondSquared(6.5f)
                .setReleaseId("city-reflex@1.0.0")
                .addKeyFrames(KeyFrame.newBuilder()
                        .setCameraId("camera_front_wide_120fov")
                        .setJpeg(ByteString.copyFrom(JPEG)))
                .setClipFollows(true)
                .build();
        kafka.producer().send(new ProducerRecord<>(Topics.VEHICLE_SAFETY.name(), vehicleId, event.toByteArray()));
        kafka.producer().flush();
    }

    private static byte[] clip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (McapWriter clip = new McapWriter(out, "test")) {
            int camera = channel(clip, 1, "/camera/front_wide", CompressedImage.getDescriptor());
            int reasoning = channel(clip, 2, "/reasoning", CocSpan.getDescriptor());
            int signals = channel(clip, 3, "/vehicle/can", VehicleSignals.getDescriptor());
            byte[] image = CompressedImage.newBuilder()
                    .setData(ByteString.copyFrom(JPEG))
                    .setFormat("jpeg")
                    .build()
                    .toByteArray();
            byte[] span = CocSpan.newBuilder()
                    .setT0(Timestamp.newBuilder().setSeconds(1_000))
                    .setT1(Timestamp.newBuilder().setSeconds(1_001).setNanos(500_000_000))
                    .setText("Brake for the bag ahead")
                    .setMetaAction("brake")
                    .build()
                    .toByteArray();
            byte[] signal = VehicleSignals.newBuilder()
                    .setTimestamp(Timestamp.newBuilder().setSeconds(1_001))
                    .setSpeedMetresPerSecond(9.5f)
                    .build()
                    .toByteArray();
            message(clip, reasoning, 1_000, span);
            message(clip, signals, 1_001, signal);
            message(clip, camera, 1_000, image);
            clip.endChunk();
            message(clip, camera, 1_002, image);
        }
        return out.toByteArray();
    }

    private static int endOfFirstChunk(byte[] clip) {
        ByteBuffer records = ByteBuffer.wrap(clip).order(ByteOrder.LITTLE_ENDIAN);
        int position = 8;
        int opcode = 0;
        while (opcode != 6) {
            opcode = records.get(position);
            position += 9 + (int) records.getLong(position + 1);
        }
        return position;
    }

    private static int channel(McapWriter clip, int id, String topic, Descriptor type) throws IOException {
        clip.schema(id, type.getFullName(), "protobuf", type.getFile().toProto().toByteArray());
        clip.channel(id, id, topic, "protobuf", Map.of());
        return id;
    }

    private static void message(McapWriter clip, int channel, long second, byte[] data) throws IOException {
        clip.message(channel, 0, second * SECOND, second * SECOND, data);
    }
}
