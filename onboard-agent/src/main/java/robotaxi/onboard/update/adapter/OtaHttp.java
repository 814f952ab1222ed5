package robotaxi.onboard.update.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import robotaxi.onboard.recorder.adapter.Hashes;
import robotaxi.onboard.update.MetadataSource;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.TufException;

/** Metadata and artifacts from the OTA service over mutual TLS. */
final class OtaHttp implements MetadataSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final String base;
    private final Updater.LeastSpeed speed;

    /** Below one address. A transfer that is slower is given up. */
    OtaHttp(HttpClient client, String base, Updater.LeastSpeed speed) {
        this.client = client;
        this.base = base;
        this.speed = speed;
    }

    @Override
    public Optional<byte[]> fetch(String name, long maxBytes) {
        HttpResponse<InputStream> response = get(base + "metadata/" + name, 0);
        try (InputStream in = response.body()) {
            if (response.statusCode() == 404 || response.statusCode() == 403) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw new TufException("ota.unavailable", "status " + response.statusCode() + " for " + name);
            }
            var bytes = new ByteArrayOutputStream();
            if (speed.watch().copyAtMost(in, bytes, maxBytes) > maxBytes) {
                throw new TufException("tuf.length-exceeded", name + " is longer than " + maxBytes);
            }
            return Optional.of(bytes.toByteArray());
        } catch (IOException e) {
            throw new TufException("ota.unavailable", "broke off while reading " + name);
        }
    }

    /** Fetches a target, going on where an earlier attempt broke off, and checks length and hash. */
    void download(TargetFile target, Path to) throws IOException {
        long have = Files.exists(to) ? Files.size(to) : 0;
        if (have < target.lengthBytes()) {
            fetchFrom(target, to, have);
        }
        if (isSigned(target, to)) {
            return;
        }
        // What an earlier attempt left may be of another file, or torn by a power cut: that is nobody's attack.
        Files.deleteIfExists(to);
        if (have > 0) {
            fetchFrom(target, to, 0);
            if (isSigned(target, to)) {
                return;
            }
            Files.delete(to);
        }
        throw new TufException("tuf.hash-mismatch", "the file is not what was signed");
    }

    private static boolean isSigned(TargetFile target, Path file) throws IOException {
        return Files.size(file) == target.lengthBytes() && Hashes.sha256(file).equals(target.sha256());
    }

    private void fetchFrom(TargetFile target, Path to, long have) throws IOException {
        HttpResponse<InputStream> response = get(base + "targets/" + target.consistentPath(), have);
        try (InputStream in = response.body()) {
            boolean goesOn = response.statusCode() == 206;
            if (!goesOn && response.statusCode() != 200) {
                throw new TufException("ota.unavailable", "status " + response.statusCode() + " for the artifact");
            }
            long rest = target.lengthBytes() - (goesOn ? have : 0);
            StandardOpenOption how = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
            try (OutputStream out =
                    Files.newOutputStream(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
                long copied = speed.watch().copyAtMost(in, out, rest);
                if (copied > rest) {
                    throw new TufException("tuf.length-exceeded", "the file is longer than signed");
                }
                if (copied < rest) {
                    throw new TufException("ota.unavailable", "the file broke off");
                }
            }
        }
    }

    /** Sends a document; answers whether it was taken. */
    boolean put(String name, byte[] document) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + name))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(document))
                .build();
        return send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 300;
    }

    private HttpResponse<InputStream> get(String address, long from) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        return send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new TufException("ota.unavailable", "no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TufException("ota.interrupted", "the agent stops");
        }
    }
}
