package robotaxi.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Brings a file to the update service by tus 1.0, and goes on by itself where a connection or the service has died. */
final class ResumableUpload {
    private static final int MOST_TRIES_WITHOUT_PROGRESS = 8;
    private static final Duration FIRST_REST = Duration.ofMillis(500);
    private static final int GOOD = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int LOCKED = 423;
    private static final int CONFLICT = 409;
    private static final int FIRST_FAULT = 500;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String service;
    private final Supplier<String> tokens;

    /** To a service, with a fresh token for each try: a long upload outlives one. */
    ResumableUpload(String service, Supplier<String> tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /** Sends the file, if it is not there already; begun before, it is gone on with. */
    void send(Path file, String sha256) {
        Duration rest = FIRST_REST;
        long best = -1;
        for (int tries = 0; tries < MOST_TRIES_WITHOUT_PROGRESS; tries++) {
            try {
                if (head(service + "/v1/artifacts/" + sha256).statusCode() == GOOD) {
                    return;
                }
                String upload = create(Files.size(file), sha256);
                long offset = offset(upload);
                if (offset > best) {
                    best = offset;
                    tries = 0;
                    rest = FIRST_REST;
                }
                if (sentFrom(upload, file, offset)) {
                    return;
                }
            } catch (IOException _) {
                // The connection broke, or nobody is there: what came is kept.
            }
            pause(rest);
            rest = rest.multipliedBy(2);
        }
        throw new StackException("the upload of " + file + " does not get on; run the command again to go on with it");
    }

    private String create(long length, String sha256) throws IOException {
        String name = Base64.getEncoder().encodeToString(sha256.getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> answer = send(request(service + "/v1/artifact-uploads")
                .header("Upload-Length", String.valueOf(length))
                .header("Upload-Metadata", "sha256 " + name)
                .POST(BodyPublishers.noBody()));
        if (answer.statusCode() >= FIRST_FAULT) {
            throw new IOException("the service is not well: " + answer.statusCode());
        }
        if (answer.statusCode() != CREATED) {
            throw refused(answer);
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private long offset(String upload) throws IOException {
        return head(upload).headers().firstValueAsLong("Upload-Offset").orElse(0);
    }

    /** Sends the rest. Answers false where it has to be looked at anew how far the upload is. */
    private boolean sentFrom(String upload, Path file, long offset) throws IOException {
        long rest = Files.size(file) - offset;
        HttpResponse<String> answer = send(request(upload)
                .header("Upload-Offset", String.valueOf(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method(
                        "PATCH",
                        rest == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.fromPublisher(
                                        BodyPublishers.ofInputStream(() -> from(file, offset)), rest)));
        int status = answer.statusCode();
        if (status < FIRST_FAULT && status != NO_CONTENT && status != LOCKED && status != CONFLICT) {
            throw refused(answer);
        }
        return status == NO_CONTENT;
    }

    private static InputStream from(Path file, long offset) {
        try {
            return Channels.newInputStream(FileChannel.open(file).position(offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> head(String url) throws IOException {
        return send(request(url).HEAD());
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Tus-Resumable", "1.0.0")
                .header("Authorization", "Bearer " + tokens.get());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static StackException refused(HttpResponse<String> answer) {
        return new StackException("the artifact was refused with " + answer.statusCode() + ": " + answer.body());
    }

    private static void pause(Duration rest) {
        try {
            TimeUnit.NANOSECONDS.sleep(rest.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
