package robotaxi.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.foxglove.LocationFix;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.TestCertificates;

/** A car that seals what it records, as the agent does. */
public final class TestCar {
    private static final long SECOND = 1_000_000_000L;

    private final String vehicleId;
    private final TestCertificates.Car identity;
    private final URI vehiclePort;
    private String head = Sha256.NONE;
    private long sequence;

    /** With a certificate of its own. */
    public TestCar(String vehicleId, TestCertificates certificates, URI vehiclePort) {
        this.vehicleId = vehicleId;
        this.identity = certificates.identity(vehicleId);
        this.vehiclePort = vehiclePort;
    }

    /** Seals a recording, which may be of a number that does not follow. */
    public Entry seal(String eventId, byte[] clip, long number, String previous) {
        return Entry.after(
                Entry.Domain.VEHICLE,
                previous,
                vehicleId,
                number,
                Map.of("event", eventId, "boot_epoch", 1L),
                Sha256.of(clip));
    }

    /** Records, seals and uploads. */
    public void upload(String eventId, byte[] clip) throws IOException, InterruptedException, GeneralSecurityException {
        Entry entry = seal(eventId, clip, ++sequence, head);
        head = entry.hash();
        upload(eventId, clip, entry, Signatures.sign(identity.key(), entry.text()));
    }

    /** Uploads with a seal that may be wrong. */
    public void upload(String eventId, byte[] clip, Entry entry, byte[] signature)
            throws IOException, InterruptedException, GeneralSecurityException {
        String metadata = String.join(
                ",",
                pair("event_id", eventId),
                pair("sha256", Sha256.of(clip)),
                pair("custody_entry", entry.text()),
                pair("custody_signature", Base64.getEncoder().encodeToString(signature)),
                pair("custody_certificates", Signatures.pem(identity.certificate())));
        HttpClient client =
                HttpClient.newBuilder().sslContext(identity.context()).build();
        HttpResponse<String> created = client.send(
                HttpRequest.newBuilder(vehiclePort.resolve("/v1/uploads"))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", Integer.toString(clip.length))
                        .header("Upload-Metadata", metadata)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        HttpRequest patch = HttpRequest.newBuilder(
                        URI.create(created.headers().firstValue("Location").orElseThrow()))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(clip))
                .build();
        assertThat(client.send(patch, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    }

    /** The car's key. */
    public TestCertificates.Car identity() {
        return identity;
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    }

    /** Says that it braked hard. */
    public void brake(KafkaClients kafka, String eventId, byte[] still) {
        SafetyEvent event = SafetyEvent.newBuilder()
                .setEventId(eventId)
                .setVehicleId(vehicleId)
                .setTime(Timestamp.newBuilder().setSeconds(1_000))
                .setKind(SafetyKind.SAFETY_KIND_HARD_BRAKE)
                .setPeakDecelerationMetresPerSecondSquared(6.5f)
                .setReleaseId("city-reflex@1.0.0")
                .addKeyFrames(KeyFrame.newBuilder()
                        .setCameraId("camera_front_wide_120fov")
                        .setJpeg(ByteString.copyFrom(still)))
                .setClipFollows(true)
                .build();
        kafka.producer().send(new ProducerRecord<>(Topics.VEHICLE_SAFETY.name(), vehicleId, event.toByteArray()));
        kafka.producer().flush();
    }

    /** Twenty seconds: a stop of twelve, a sentence, a change of mode, a place, a picture. */
    public static byte[] clip(byte[] jpeg) throws IOException {
        var out = new ByteArrayOutputStream();
        try (McapWriter clip = new McapWriter(out, "test")) {
            channel(clip, 1, "/reasoning", CocSpan.getDescriptor());
            channel(clip, 2, "/ads/mode", ModeChange.getDescriptor());
            channel(clip, 3, "/vehicle/can", VehicleSignals.getDescriptor());
            channel(clip, 4, "/gps", LocationFix.getDescriptor());
            channel(clip, 5, "/camera/front_wide", CompressedImage.getDescriptor());
            message(
                    clip,
                    1,
                    1_000,
                    CocSpan.newBuilder()
                            .setT0(at(1_000))
                            .setT1(at(1_004))
                            .setText("Brake for the bag ahead")
                            .setMetaAction("brake")
                            .build());
            message(
                    clip,
                    2,
                    1_001,
                    ModeChange.newBuilder()
                            .setTimestamp(at(1_001))
                            .setMode("minimal-risk-manoeuvre")
                            .setReason("no plan")
                            .build());
            for (int second = 0; second < 20; second++) {
                boolean isStanding = second >= 3 && second < 15;
                message(
                        clip,
                        3,
                        1_000 + second,
                        VehicleSignals.newBuilder()
                                .setTimestamp(at(1_000 + second))
                                .setSpeedMetresPerSecond(isStanding ? 0 : 9.5f)
                                .build());
            }
            message(
                    clip,
                    4,
                    1_000,
                    LocationFix.newBuilder()
                            .setTimestamp(at(1_000))
                            .setLatitude(43.73)
                            .setLongitude(7.42)
                            .build());
            clip.endChunk();
            message(
                    clip,
                    5,
                    1_019,
                    CompressedImage.newBuilder()
                            .setData(ByteString.copyFrom(jpeg))
                            .setFormat("jpeg")
                            .build());
        }
        return out.toByteArray();
    }

    private static Timestamp at(long second) {
        return Timestamp.newBuilder().setSeconds(second).build();
    }

    private static void channel(McapWriter clip, int id, String topic, Descriptor type) throws IOException {
        clip.schema(id, type.getFullName(), "protobuf", type.getFile().toProto().toByteArray());
        clip.channel(id, id, topic, "protobuf", Map.of());
    }

    private static void message(McapWriter clip, int channel, long second, Message message) throws IOException {
        clip.message(channel, 0, second * SECOND, second * SECOND, message.toByteArray());
    }
}
