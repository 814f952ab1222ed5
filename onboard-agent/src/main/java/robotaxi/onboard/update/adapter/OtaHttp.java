package robotaxi.onboard.update.adapter;

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
import java.util.Arrays;
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

    OtaHttp(HttpClient client, String otaUrl) {
        this.client = client;
        this.base = otaUrl + "/v1/tuf/";
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
            byte[] bytes = in.readNBytes((int) maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new TufException("tuf.length-exceeded", name + " is longer than " + maxBytes);
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new TufException("ota.unavailable", "broke off while reading " + name);
        }
    }

    /** Fetches a target, going on where an earlier attempt broke off, and checks length and hash. */
    void download(TargetFile target, Path to) throws IOException {
        long have = Files.exists(to) ? Files.size(to) : 0;
        if (have > target.lengthBytes()) {
            Files.delete(to);
            have = 0;
        }
        if (have < target.lengthBytes()) {
            fetchFrom(target, to, have);
        }
        String hash = Hashes.sha256(to);
        if (Files.size(to) != target.lengthBytes() || !hash.equals(target.sha256())) {
            Files.delete(to);
            throw new TufException("tuf.hash-mismatch", "the file is not what was signed");
        }
    }

    private void fetchFrom(TargetFile target, Path to, long have) throws IOException {
        HttpResponse<InputStream> response = get(base + "targets/" + target.consistentPath(), have);
        try (InputStream in = response.body()) {
            boolean goesOn = response.statusCode() == 206;
            if (!goesOn && response.statusCode() != 200) {
                throw new TufException("ota.unavailable", "status " + response.statusCode() + " for the artifact");
            }
            long already = goesOn ? have : 0;
            StandardOpenOption how = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
            try (OutputStream out =
                    Files.newOutputStream(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
                copyAtMost(in, out, target.lengthBytes() - already);
            }
        }
    }

    private static void copyAtMost(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            copied += n;
            if (copied > limit) {
                throw new TufException("tuf.length-exceeded", "the file is longer than signed");
            }
            out.write(buffer, 0, n);
        }
        if (copied < limit) {
            throw new TufException("ota.unavailable", "the file broke off");
        }
    }

    private HttpResponse<InputStream> get(String address, long from) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new TufException("ota.unavailable", "no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TufException("ota.interrupted", "the agent stops");
        }
    }

    @Override
    public String toString() {
        return "OtaHttp" + Arrays.asList(base);
    }
}
