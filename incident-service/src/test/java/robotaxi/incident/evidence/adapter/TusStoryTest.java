package robotaxi.incident.evidence.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.contracts.safety.v1.MomentPlan;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.TestCertificates;

/** What tus allows beyond a length and parts, what a car may send on a day, and what people see while a recording is on its way. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class TusStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @Inject
    KafkaClients kafka;

    @Inject
    DataSource database;

    @ConfigProperty(name = "incident.evidence.folder")
    Path folder;

    @TestHTTPResource("/")
    URI peoplePort;

    @Test
    void whatIsAnnouncedIsThere() throws Exception {
        HttpResponse<String> options =
                send("tus-1", HttpRequest.newBuilder(uploads()).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Tus-Extension"))
                .contains("creation,creation-defer-length,creation-with-upload,checksum,expiration,termination");
        assertThat(options.headers().firstValue("Tus-Checksum-Algorithm")).contains("sha1,sha256,crc32");
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aLengthMayBeSaidLaterAndTheFirstPartMayComeAtOnce() throws Exception {
        byte[] clip = clip(7);
        HttpResponse<String> created = send(
                "tus-2",
                HttpRequest.newBuilder(uploads())
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Defer-Length", "1")
                        .header("Upload-Metadata", metadata(clip, "tus-2/1", "tus-2/1,tus-2/2"))
                        .header("Content-Type", "application/offset+octet-stream")
                        .POST(BodyPublishers.ofByteArray(Arrays.copyOf(clip, 50))));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Upload-Offset")).contains("50");
        URI upload = location(created);
        HttpResponse<String> head = head("tus-2", upload);
        assertThat(head.headers().firstValue("Upload-Defer-Length")).contains("1");
        assertThat(head.headers().firstValue("Upload-Expires")).isPresent();

        event("tus-2", "tus-2/1", SafetyKind.SAFETY_KIND_STUCK);
        event("tus-2", "tus-2/2", SafetyKind.SAFETY_KIND_COLLISION);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=tus-2")
                        .then()
                        .body("incidents", hasSize(2))
                        .body("incidents[1].kind", equalTo("stuck"))
                        .body("incidents[1].clip.receivedBytes", equalTo(50))
                        .body("incidents[1].plan.source", equalTo("fallback"))
                        .body("incidents[1].plan.xMetres", hasSize(2)));

        HttpResponse<String> tooShort =
                send("tus-2", patch(upload, 50, new byte[0]).header("Upload-Length", "49"));
        assertThat(tooShort.statusCode()).isEqualTo(400);
        byte[] rest = Arrays.copyOfRange(clip, 50, clip.length);
        assertThat(send("tus-2", patch(upload, 50, rest).header("Upload-Length", String.valueOf(clip.length)))
                        .statusCode())
                .isEqualTo(204);
        given().get("/v1/incidents?vehicleId=tus-2")
                .then()
                .body("incidents.clip.state", equalTo(List.of("kept", "kept")));
    }

    @Test
    void aChecksumOfAnyKindGuardsAPart() throws Exception {
        byte[] clip = clip(3);
        URI upload = location(create("tus-3", clip, "tus-3/1"));
        var crc = new CRC32();
        crc.update(clip);
        byte[] value = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        byte[] wrong = {1, 2, 3, 4};

        assertThat(send("tus-3", patch(upload, 0, clip).header("Upload-Checksum", "crc32 " + base64(wrong)))
                        .statusCode())
                .isEqualTo(460);
        assertThat(send("tus-3", patch(upload, 0, clip).header("Upload-Checksum", "md5 " + base64(wrong)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("tus-3", patch(upload, 0, clip).header("Upload-Checksum", "crc32 " + base64(value)))
                        .statusCode())
                .isEqualTo(204);
    }

    /** The service dies when the last part's file has gone where it belongs, and before that is noted; then the car asks once more. */
    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void aCrashBeforeTheNoteLosesNothingWhoeverComesFirstAfterIt() throws Exception {
        byte[] clip = clip(6);
        String sha256 = ContentHash.of(clip).hex();
        URI upload = location(create("tus-6", clip, "tus-6/1"));
        String id = upload.getPath().substring(upload.getPath().lastIndexOf('/') + 1);
        Path blob = folder.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
        Files.createDirectories(blob.getParent());
        Files.write(blob, clip);
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement("update upload set offset_bytes = ? where id = ?")) {
            statement.setLong(1, clip.length);
            statement.setString(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }

        assertThat(send("tus-6", patch(upload, clip.length, new byte[0])).statusCode())
                .isEqualTo(204);

        event("tus-6", "tus-6/1", SafetyKind.SAFETY_KIND_HARD_BRAKE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=tus-6")
                        .then()
                        .body("incidents.clip.state", equalTo(List.of("kept")))
                        .body("incidents[0].clip.sha256", equalTo(sha256))
                        .body("incidents[0].clip.quarantineReason", nullValue()));
        assertThat(blob).hasBinaryContent(clip);
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void theSameRecordingIsWholeAtOnceAndAnotherOneIsSetApart() throws Exception {
        byte[] clip = clip(4);
        byte[] other = clip(5);
        event("tus-4", "tus-4/1", SafetyKind.SAFETY_KIND_HARD_BRAKE);
        assertThat(send("tus-4", patch(location(create("tus-4", clip, "tus-4/1")), 0, clip))
                        .statusCode())
                .isEqualTo(204);

        HttpResponse<String> again = create("tus-4", clip, "tus-4/1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Upload-Offset")).contains(String.valueOf(clip.length));
        assertThat(head("tus-4", location(again)).headers().firstValue("Upload-Offset"))
                .contains(String.valueOf(clip.length));

        assertThat(send("tus-4", patch(location(create("tus-4", other, "tus-4/1")), 0, other))
                        .statusCode())
                .isEqualTo(204);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=tus-4")
                        .then()
                        .body(
                                "incidents[0].clip.sha256",
                                equalTo(ContentHash.of(clip).hex()))
                        .body(
                                "incidents[0].clip.quarantineReason",
                                equalTo("another recording of this moment is kept")));
    }

    @Test
    void afterADaysBytesACarIsToldWhenToComeBack() throws Exception {
        byte[] clip = clip(2);
        URI upload = location(create("tus-5", clip, "tus-5/1"));
        assertThat(send("tus-5", patch(upload, 0, Arrays.copyOf(clip, 40))).statusCode())
                .isEqualTo(204);
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "update upload_day set bytes = bytes + 8589934592 - 40 where vehicle_id = 'tus-5' and bytes = 40"))
                    .isEqualTo(1);
        }
        HttpResponse<String> no = send("tus-5", patch(upload, 40, Arrays.copyOfRange(clip, 40, clip.length)));

        assertThat(no.statusCode()).isEqualTo(429);
        assertThat(no.body()).contains("upload.daily-budget");
        assertThat(Long.parseLong(no.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 86_401L);
        assertThat(create("tus-5", clip, "tus-5/2").statusCode()).isEqualTo(429);
        assertThat(head("tus-5", upload).headers().firstValue("Upload-Offset")).contains("40");
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void whoWatchesHearsOfAnIncidentAtOnceAndOfWhatWasMissedOnComingBack() throws Exception {
        List<String> first = new ArrayList<>();
        HttpClient people = HttpClient.newHttpClient();
        HttpRequest watch = HttpRequest.newBuilder(peoplePort.resolve("/v1/incidents/events"))
                .header("Last-Event-ID", "0")
                .build();
        event("tus-6", "tus-6/1", SafetyKind.SAFETY_KIND_BOOKMARK);
        HttpResponse<Stream<String>> stream = people.send(watch, BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (Stream<String> lines = stream.body()) {
            var all = lines.iterator();
            while (first.stream().noneMatch(line -> line.startsWith("data") && line.contains("tus-6"))) {
                first.add(all.next());
            }
        }
        assertThat(first).contains("event:opened");
        assertThat(first.stream().filter(line -> line.startsWith("id:"))).isNotEmpty();
    }

    private URI uploads() {
        return vehiclePort.resolve("/v1/uploads");
    }

    private HttpResponse<String> send(String vehicleId, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(certificates.car(vehicleId)).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> create(String vehicleId, byte[] content, String eventId)
            throws IOException, InterruptedException {
        return send(
                vehicleId,
                HttpRequest.newBuilder(uploads())
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", String.valueOf(content.length))
                        .header("Upload-Metadata", metadata(content, eventId, eventId))
                        .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> head(String vehicleId, URI upload) throws IOException, InterruptedException {
        return send(vehicleId, HttpRequest.newBuilder(upload).HEAD().header("Tus-Resumable", "1.0.0"));
    }

    private static URI location(HttpResponse<String> created) {
        return URI.create(created.headers().firstValue("Location").orElseThrow());
    }

    private static HttpRequest.Builder patch(URI upload, long offset, byte[] body) {
        return HttpRequest.newBuilder(upload)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(body));
    }

    private static String metadata(byte[] content, String eventId, String eventIds) {
        return "event_id " + base64(eventId.getBytes(UTF_8)) + ",event_ids " + base64(eventIds.getBytes(UTF_8))
                + ",sha256 " + base64(ContentHash.of(content).hex().getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void event(String vehicleId, String eventId, SafetyKind kind) {
        MomentPlan.Builder plan = MomentPlan.newBuilder().setSource("fallback");
        for (int i = 0; i < 8; i++) {
            plan.addXMetres(i).addYMetres(0).addSpeedMetresPerSecond(10);
        }
        SafetyEvent event = SafetyEvent.newBuilder()
                .setEventId(eventId)
                .setVehicleId(vehicleId)
                .setTime(Timestamp.newBuilder().setSeconds(1_000))
                .setKind(kind)
                .setReleaseId("city-reflex@1.0.0")
                .setClipFollows(true)
                .setChosenPlan(plan)
                .build();
        kafka.producer().send(new ProducerRecord<>(Topics.VEHICLE_SAFETY.name(), vehicleId, event.toByteArray()));
        kafka.producer().flush();
    }

    private static byte[] clip(int messages) throws IOException {
        var out = new ByteArrayOutputStream();
        try (McapWriter clip = new McapWriter(out, "test")) {
            clip.schema(
                    1,
                    "robotaxi.clip.v1.VehicleSignals",
                    "protobuf",
                    VehicleSignals.getDescriptor().getFile().toProto().toByteArray());
            clip.channel(1, 1, "/vehicle/can", "protobuf", Map.of());
            for (int i = 0; i < messages; i++) {
                clip.message(
                        1,
                        i,
                        i,
                        i,
                        VehicleSignals.newBuilder()
                                .setSpeedMetresPerSecond(i)
                                .build()
                                .toByteArray());
            }
        }
        return out.toByteArray();
    }
}
