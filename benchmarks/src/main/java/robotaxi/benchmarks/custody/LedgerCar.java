package robotaxi.benchmarks.custody;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import robotaxi.benchmarks.recording.SyntheticClip;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.local.identity.FleetPki;

/**
 * A car that uploads one sealed recording after another, and keeps a ledger of what it was told is safe. Its line breaks now and then in
 * the middle of a part, and the service dies whenever somebody kills it.
 */
final class LedgerCar {
    private static final int PART_BYTES = 48 * 1024;
    private static final int SHORTEST_CLIP = 60_000;
    private static final int LONGEST_CLIP = 360_000;
    private static final int ONE_IS_CUT_OF = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 150;
    private static final int BUSY = 423;

    private final String vehicleId;
    private final FleetPki.Car identity;
    private final HttpClient client;
    private final URI uploads;
    private final SplittableRandom chance;
    private final String certificates;
    private final List<Safe> safe = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private String head = Sha256.NONE;
    private int number;
    private long ackedBytes;
    private long lostBytes;

    /** A recording of which the car was told that the fleet has it. */
    record Safe(String eventId, String sha256, long lengthBytes, String entry) {}

    LedgerCar(String vehicleId, FleetPki pki, String vehicleUrl, SplittableRandom chance) {
        this.vehicleId = vehicleId;
        this.identity = pki.car(vehicleId);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(identity.context())
                .connectTimeout(PATIENCE)
                .build();
        this.uploads = URI.create(vehicleUrl + "/v1/uploads");
        this.chance = chance;
        StringBuilder pem = new StringBuilder();
        try {
            for (var certificate : identity.chain()) {
                pem.append(Signatures.pem(certificate));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.certificates = pem.toString();
    }

    /** Uploads until it is over, then ends the recording under way. */
    LedgerCar drive(BooleanSupplier isOver) throws InterruptedException {
        while (!isOver.getAsBoolean()) {
            record();
        }
        return this;
    }

    /** Records one and does not rest before the fleet has it. */
    void record() throws InterruptedException {
        number++;
        String eventId = vehicleId + "/safety/" + number;
        byte[] clip = clip(chance.nextInt(SHORTEST_CLIP, LONGEST_CLIP), chance.nextLong());
        Entry entry = Entry.after(
                Entry.Domain.VEHICLE,
                head,
                vehicleId,
                number,
                Map.of("event", eventId, "boot_epoch", 1L),
                Sha256.of(clip));
        head = entry.hash();
        String metadata = metadata(eventId, entry);
        URI upload = create(metadata, clip.length);
        long acked = 0;
        boolean isAnswered = false;
        while (acked < clip.length || !isAnswered) {
            long now = part(upload, clip, acked);
            if (now >= 0) {
                ackedBytes += now - acked;
                acked = now;
                isAnswered = true;
                continue;
            }
            isAnswered = false;
            long there = offset(upload);
            if (there < acked) {
                lostBytes += acked - Math.max(there, 0);
                losses.add(eventId + ": " + acked + " were acknowledged, " + there + " are there");
                if (there < 0) {
                    upload = create(metadata, clip.length);
                    there = 0;
                }
            }
            // What is there but was never acknowledged is no loss, and no promise either.
            acked = there;
        }
        safe.add(new Safe(eventId, entry.blobSha256(), clip.length, entry.hash()));
    }

    private static byte[] clip(int bytes, long seed) {
        var out = new ByteArrayOutputStream();
        try {
            SyntheticClip.write(out, bytes, seed);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return out.toByteArray();
    }

    private String metadata(String eventId, Entry entry) {
        try {
            byte[] signature = Signatures.sign(identity.key(), entry.text());
            return String.join(
                    ",",
                    pair("event_id", eventId),
                    pair("vehicle_id", vehicleId),
                    pair("sha256", entry.blobSha256()),
                    pair("custody_entry", entry.text()),
                    pair("custody_signature", Base64.getEncoder().encodeToString(signature)),
                    pair("custody_certificates", certificates));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Tus-Resumable", "1.0.0");
    }

    private URI create(String metadata, long length) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> answer = client.send(
                        request(uploads)
                                .header("Upload-Length", Long.toString(length))
                                .header("Upload-Metadata", metadata)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    return uploads.resolve(
                            answer.headers().firstValue("Location").orElseThrow());
                }
                if (answer.statusCode() < 500) {
                    throw new IllegalStateException(
                            "an upload is refused: " + answer.statusCode() + " " + answer.body());
                }
            } catch (IOException _) {
                // Dead, or starting: again.
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** The offset that was acknowledged, or -1 if nobody acknowledged anything. */
    private long part(URI upload, byte[] clip, long from) throws InterruptedException {
        byte[] part = Arrays.copyOfRange(clip, (int) from, (int) Math.min(clip.length, from + PART_BYTES));
        boolean isCut = part.length > 2 && chance.nextInt(ONE_IS_CUT_OF) == 0;
        int cut = isCut ? chance.nextInt(1, part.length) : part.length;
        HttpRequest.BodyPublisher body = isCut
                ? HttpRequest.BodyPublishers.ofInputStream(() -> new Breaking(new ByteArrayInputStream(part, 0, cut)))
                : HttpRequest.BodyPublishers.ofByteArray(part);
        try {
            HttpResponse<Void> answer = client.send(
                    request(upload)
                            .header("Content-Type", "application/offset+octet-stream")
                            .header("Upload-Offset", Long.toString(from))
                            .method("PATCH", body)
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 204
                    ? answer.headers().firstValueAsLong("Upload-Offset").orElse(-1)
                    : -1;
        } catch (IOException _) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return -1;
        }
    }

    /** What the service has, or -1 if it does not know the upload. */
    private long offset(URI upload) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<Void> answer = client.send(
                        request(upload)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() < 300) {
                    return answer.headers().firstValueAsLong("Upload-Offset").orElse(-1);
                }
                if (answer.statusCode() < 500 && answer.statusCode() != BUSY) {
                    return -1;
                }
            } catch (IOException _) {
                // Dead, or starting: again.
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** A body that breaks off. */
    private static final class Breaking extends FilterInputStream {
        Breaking(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0) {
                throw new IOException("the line broke");
            }
            return read;
        }
    }

    String vehicleId() {
        return vehicleId;
    }

    List<Safe> safe() {
        return safe;
    }

    /** What it was told is on the disk, and was not. */
    List<String> losses() {
        return losses;
    }

    long ackedBytes() {
        return ackedBytes;
    }

    long lostBytes() {
        return lostBytes;
    }
}
