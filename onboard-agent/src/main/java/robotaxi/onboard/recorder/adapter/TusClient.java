package robotaxi.onboard.recorder.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import robotaxi.onboard.recorder.UploadPace;
import robotaxi.onboard.recorder.adapter.ClipSpool.Waiting;

/** Speaks tus 1.0 to the incident service. What is no answer of its own is an exception: the link, or the service, is at fault. */
final class TusClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SERVER_FAULT = 500;
    private static final long LONGEST_REST_SECONDS = 86_400;

    private final HttpClient http;
    private final URI uploads;
    private final String vehicleId;
    private final UploadPace pace;

    TusClient(HttpClient http, URI uploads, String vehicleId, UploadPace pace) {
        this.http = http;
        this.uploads = uploads;
        this.vehicleId = vehicleId;
        this.pace = pace;
    }

    /** What the service says. */
    sealed interface Answer {
        /** So much of it is on the service's disk. */
        record Offset(String url, long bytes) implements Answer {}

        /** The service knows the upload no more: begin again. */
        record Gone() implements Answer {}

        /** It stands elsewhere than we thought: ask. */
        record WrongOffset() implements Answer {}

        /** The bytes changed on their way: send them again. */
        record Damaged() implements Answer {}

        /** Not now. */
        record Later(Duration rest) implements Answer {}

        /** Never like this. */
        record Refused(int status) implements Answer {}
    }

    /**
     * Announces a clip.
     *
     * @param seal pairs for the metadata that prove whose recording it is, or empty
     */
    Answer create(Waiting clip, String seal) throws IOException, InterruptedException {
        String metadata = String.join(
                ",",
                pair("event_id", clip.eventId()),
                pair("event_ids", String.join(",", clip.eventIds())),
                pair("vehicle_id", vehicleId),
                pair("sha256", clip.sha256()),
                pair("filename", String.valueOf(clip.clip().getFileName())));
        HttpResponse<Void> response = send(request(uploads)
                .header("Upload-Length", Long.toString(clip.lengthBytes()))
                .header("Upload-Metadata", seal.isEmpty() ? metadata : metadata + "," + seal)
                .POST(BodyPublishers.noBody()));
        String location = response.headers().firstValue("Location").orElse("");
        if (response.statusCode() == 201 && !location.isEmpty()) {
            long offset = response.headers().firstValueAsLong("Upload-Offset").orElse(0);
            return new Answer.Offset(uploads.resolve(location).toString(), offset);
        }
        return refusal(response);
    }

    Answer offset(Waiting clip) throws IOException, InterruptedException {
        HttpResponse<Void> response =
                send(request(URI.create(clip.uploadUrl())).method("HEAD", BodyPublishers.noBody()));
        var offset = response.headers().firstValueAsLong("Upload-Offset");
        if (isGood(response) && offset.isPresent()) {
            return new Answer.Offset(clip.uploadUrl(), offset.getAsLong());
        }
        return response.statusCode() == 403 ? new Answer.Gone() : refusal(response);
    }

    Answer patch(Waiting clip, long offset, int count) throws IOException, InterruptedException {
        byte[] part = new byte[count];
        try (RandomAccessFile file = new RandomAccessFile(clip.clip().toFile(), "r")) {
            file.seek(offset);
            file.readFully(part);
        }
        String checksum = Base64.getEncoder().encodeToString(Hashes.sha256().digest(part));
        HttpResponse<Void> response = send(request(URI.create(clip.uploadUrl()))
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(offset))
                .header("Upload-Checksum", "sha256 " + checksum)
                .method(
                        "PATCH",
                        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> paced(part)), part.length)));
        var now = response.headers().firstValueAsLong("Upload-Offset");
        if (isGood(response) && now.isPresent() && now.getAsLong() > offset) {
            return new Answer.Offset(clip.uploadUrl(), now.getAsLong());
        }
        return isGood(response) ? new Answer.WrongOffset() : refusal(response);
    }

    private InputStream paced(byte[] part) {
        return new PacedStream(part, pace);
    }

    private static boolean isGood(HttpResponse<?> response) {
        return response.statusCode() == 200 || response.statusCode() == 204;
    }

    private static Answer refusal(HttpResponse<?> response) throws IOException {
        int status = response.statusCode();
        if (status >= SERVER_FAULT) {
            throw new IOException("the service is not well: " + status);
        }
        return switch (status) {
            case 404, 410 -> new Answer.Gone();
            case 409 -> new Answer.WrongOffset();
            case 460 -> new Answer.Damaged();
            case 423, 425, 429 -> new Answer.Later(rest(response));
            default -> new Answer.Refused(status);
        };
    }

    private static Duration rest(HttpResponse<?> response) {
        try {
            long seconds =
                    Long.parseLong(response.headers().firstValue("Retry-After").orElse("1"));
            return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_REST_SECONDS));
        } catch (NumberFormatException _) {
            return Duration.ofSeconds(1);
        }
    }

    private HttpResponse<Void> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Tus-Resumable", "1.0.0");
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
