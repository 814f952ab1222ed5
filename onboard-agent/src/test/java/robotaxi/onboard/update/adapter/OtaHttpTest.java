package robotaxi.onboard.update.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.TufException;

class OtaHttpTest {
    private static final byte[] FILE = new byte[300_000];

    @TempDir
    Path folder;

    private HttpServer server;
    private String askedRange = "";

    static {
        new Random(7).nextBytes(FILE);
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/tuf/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("9.root.json")) {
            exchange.sendResponseHeaders(404, -1);
        } else if (path.contains("slow")) {
            // Begins, and never goes on.
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE, 0, 10);
            exchange.getResponseBody().flush();
            return;
        } else {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            askedRange = range == null ? "" : range;
            byte[] body = Arrays.copyOfRange(FILE, from, FILE.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private OtaHttp ota() {
        return ota(new Updater.LeastSpeed(1000, Duration.ofSeconds(30)));
    }

    private OtaHttp ota(Updater.LeastSpeed speed) {
        String address = "http://localhost:" + server.getAddress().getPort() + "/v1/tuf/";
        return new OtaHttp(HttpClient.newHttpClient(), address, speed);
    }

    @Test
    void aDownloadGoesOnWhereItBrokeOff() throws IOException {
        Path to = folder.resolve("file");
        Files.write(to, Arrays.copyOf(FILE, 100_000));

        ota().download(new TargetFile("a/b.zip", FILE.length, ModelManifest.sha256(FILE), 0), to);

        assertThat(askedRange).isEqualTo("bytes=100000-");
        assertThat(Files.readAllBytes(to)).isEqualTo(FILE);
    }

    @Test
    void anotherFileThanWasSignedIsRefusedAndNotKept() {
        Path to = folder.resolve("file");

        assertThatThrownBy(() -> ota().download(new TargetFile("a/b.zip", FILE.length, "00".repeat(32), 0), to))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.hash-mismatch"));
        assertThat(to).doesNotExist();
    }

    @Test
    void aFileLongerThanSignedIsCut() {
        assertThatThrownBy(() -> ota().download(
                                new TargetFile("a/b.zip", 1000, ModelManifest.sha256(FILE), 0), folder.resolve("file")))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.length-exceeded"));
    }

    @Test
    void metadataHaveALimitAndMayBeAbsent() {
        assertThat(ota().fetch("9.root.json", 1000)).isEmpty();
        assertThatThrownBy(() -> ota().fetch("timestamp.json", 1000))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.length-exceeded"));
    }

    @Test
    void whatAnEarlierAttemptLeftTornIsFetchedAnew() throws IOException {
        Path to = folder.resolve("file");
        Files.write(to, new byte[FILE.length]);

        ota().download(new TargetFile("a/b.zip", FILE.length, ModelManifest.sha256(FILE), 0), to);

        assertThat(Files.readAllBytes(to)).isEqualTo(FILE);
    }

    @Test
    void aSenderThatKeepsTheCarWaitingIsGivenUp() {
        var speed = new Updater.LeastSpeed(1000, Duration.ofSeconds(1));

        assertThatThrownBy(() -> ota(speed)
                        .download(
                                new TargetFile("slow/b.zip", FILE.length, ModelManifest.sha256(FILE), 0),
                                folder.resolve("file")))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("ota.too-slow"));
        assertThatThrownBy(() -> ota(speed).fetch("slow.json", 1000))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("ota.too-slow"));
    }
}
