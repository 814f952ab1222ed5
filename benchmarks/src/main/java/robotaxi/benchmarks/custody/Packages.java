package robotaxi.benchmarks.custody;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.contracts.Topics;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.local.stack.EvidenceStack;
import robotaxi.local.stack.StackException;

/** Makes an incident of a recording that came in, and takes its package. */
public final class Packages {
    private static final int LOOKS = 200;
    private static final long LOOK_MILLIS = 100;

    private Packages() {}

    /**
     * A package.
     *
     * @param seconds from the request to the last byte
     * @param root SHA-256 of the fleet's root certificate
     */
    public record Made(Path zip, double seconds, String root) {}

    static Made make(EvidenceStack stack, EvidenceStack.Instance instance, String token, LedgerCar.Safe clip)
            throws InterruptedException {
        String vehicleId = clip.eventId().substring(0, clip.eventId().indexOf('/'));
        tell(stack.bootstrapServers(), vehicleId, clip.eventId());
        String id = incident(instance.url(), token, vehicleId);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(instance.url() + "/v1/incidents/" + id + "/package?purpose=benchmark"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            Path zip = Files.createTempFile("evidence", ".zip");
            // The first one loads what makes PDFs; the second is what people wait for.
            fetch(client, request, zip);
            long begin = System.nanoTime();
            fetch(client, request, zip);
            double seconds = (System.nanoTime() - begin) / 1e9;
            var root = Signatures.certificates(Files.readString(stack.pki().root()))
                    .getFirst();
            return new Made(zip, seconds, Signatures.fingerprint(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new StackException("the root cannot be read", e);
        }
    }

    private static void fetch(HttpClient client, HttpRequest request, Path zip)
            throws IOException, InterruptedException {
        int status = client.send(request, HttpResponse.BodyHandlers.ofFile(zip)).statusCode();
        if (status != 200) {
            throw new StackException("no package: " + status + " " + Files.readString(zip));
        }
    }

    private static void tell(String bootstrapServers, String vehicleId, String eventId) throws InterruptedException {
        SafetyEvent event = SafetyEvent.newBuilder()
                .setEventId(eventId)
                .setVehicleId(vehicleId)
                .setTime(Timestamp.newBuilder().setSeconds(1_000))
                .setKind(SafetyKind.SAFETY_KIND_COLLISION)
                .setReleaseId("city-reflex@1.0.0")
                .setClipFollows(true)
                .build();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.VEHICLE_SAFETY.name(), vehicleId, event.toByteArray()))
                    .get();
        } catch (ExecutionException e) {
            throw new StackException("the broker does not take a safety event", e);
        }
    }

    private static String incident(String url, String token, String vehicleId) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            var found = IngestKills.get(url + "/v1/incidents?vehicleId=" + vehicleId, token)
                    .at("/incidents/0/incidentId");
            if (!found.isMissingNode()) {
                return found.asText();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new StackException("no incident came of a safety event");
    }
}
