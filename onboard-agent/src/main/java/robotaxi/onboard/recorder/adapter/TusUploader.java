package robotaxi.onboard.recorder.adapter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.function.Supplier;
import robotaxi.onboard.recorder.adapter.ClipSpool.Waiting;

/** Uploads waiting clips by tus 1.0: where an upload broke off it goes on, also after a restart. */
public final class TusUploader {
    private static final System.Logger LOG = System.getLogger(TusUploader.class.getName());
    private static final int PART_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClipSpool spool;
    private final URI uploads;
    private final Supplier<HttpClient> clients;

    /** To this service; each round opens a client of its own. */
    public TusUploader(ClipSpool spool, String incidentUrl, Supplier<HttpClient> clients) {
        this.spool = spool;
        this.uploads = URI.create(incidentUrl + "/v1/uploads");
        this.clients = clients;
    }

    /** Uploads all that waits; what fails stays for the next round. */
    public void round() throws IOException, InterruptedException {
        var waiting = spool.waiting();
        if (waiting.isEmpty()) {
            return;
        }
        try (HttpClient client = clients.get()) {
            for (Waiting clip : waiting) {
                upload(client, clip);
            }
        }
    }

    private void upload(HttpClient client, Waiting known) throws IOException, InterruptedException {
        Waiting clip = known;
        long length = Files.size(clip.clip());
        OptionalLong offset = clip.uploadUrl().isEmpty() ? OptionalLong.empty() : offset(client, clip);
        if (offset.isEmpty()) {
            clip = create(client, clip, length);
            offset = OptionalLong.of(0);
        }
        long at = offset.getAsLong();
        while (at < length) {
            at = patch(client, clip, at, length);
        }
        spool.remove(clip);
        String eventId = clip.eventId();
        LOG.log(
                Level.INFO,
                () -> "Clip uploaded vehicleId=" + spool.vehicleId() + " eventId=" + eventId + " bytes=" + length);
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Tus-Resumable", "1.0.0");
    }

    private OptionalLong offset(HttpClient client, Waiting clip) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(
                request(URI.create(clip.uploadUrl()))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return switch (response.statusCode()) {
            case 200, 204 -> response.headers().firstValueAsLong("Upload-Offset");
            // The service knows it no more: begin again.
            case 403, 404, 410 -> OptionalLong.empty();
            default -> throw new IOException("upload state refused: " + response.statusCode());
        };
    }

    private Waiting create(HttpClient client, Waiting clip, long length) throws IOException, InterruptedException {
        String metadata = String.join(
                ",",
                pair("event_id", clip.eventId()),
                pair("vehicle_id", spool.vehicleId()),
                pair("sha256", clip.sha256()),
                pair("filename", String.valueOf(clip.clip().getFileName())));
        HttpResponse<Void> response = client.send(
                request(uploads)
                        .header("Upload-Length", Long.toString(length))
                        .header("Upload-Metadata", metadata)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        String location = response.headers().firstValue("Location").orElse("");
        if (response.statusCode() != 201 || location.isEmpty()) {
            throw new IOException("upload refused: " + response.statusCode());
        }
        Waiting created = new Waiting(
                clip.clip(),
                clip.eventId(),
                clip.sha256(),
                uploads.resolve(location).toString());
        spool.note(created);
        return created;
    }

    private long patch(HttpClient client, Waiting clip, long offset, long length)
            throws IOException, InterruptedException {
        byte[] part = new byte[(int) Math.min(PART_BYTES, length - offset)];
        try (RandomAccessFile file = new RandomAccessFile(clip.clip().toFile(), "r")) {
            file.seek(offset);
            file.readFully(part);
        }
        String checksum = Base64.getEncoder().encodeToString(Hashes.sha256().digest(part));
        HttpResponse<Void> response = client.send(
                request(URI.create(clip.uploadUrl()))
                        .header("Content-Type", "application/offset+octet-stream")
                        .header("Upload-Offset", Long.toString(offset))
                        .header("Upload-Checksum", "sha256 " + checksum)
                        .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(part))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        long now = response.headers().firstValueAsLong("Upload-Offset").orElse(-1);
        if (response.statusCode() != 204 || now <= offset) {
            throw new IOException("upload part refused: " + response.statusCode());
        }
        return now;
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
