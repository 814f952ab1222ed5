package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;

class TusUploaderTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private String metadata = "";
    private int creations;
    private boolean tornOnce;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/uploads", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.add("Tus-Resumable", "1.0.0");
        int status = switch (exchange.getRequestMethod()) {
            case "POST" -> {
                creations++;
                metadata = exchange.getRequestHeaders().getFirst("Upload-Metadata");
                headers.add("Location", "/v1/uploads/42");
                yield 201;
            }
            case "HEAD" -> {
                headers.add("Upload-Offset", Integer.toString(received.size()));
                yield 200;
            }
            default -> patch(exchange);
        };
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int patch(HttpExchange exchange) throws IOException {
        long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
        if (offset != received.size()) {
            return 409;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!tornOnce) {
            tornOnce = true;
            received.write(body, 0, 100);
            return 500;
        }
        received.writeBytes(body);
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(received.size()));
        return 204;
    }

    private TusUploader uploader() throws IOException {
        return new TusUploader(
                spool(),
                "http://localhost:" + server.getAddress().getPort(),
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build());
    }

    private ClipSpool spool() throws IOException {
        return new ClipSpool(folder, "car-01", "test", new LocalFrame(43, 7));
    }

    @Test
    void aTornUploadGoesOnWhereItBrokeOffAndTheClipGoesOnceItIsThere() throws Exception {
        spool().keep(new Clip(
                "car-01/safety/1",
                "hard-brake",
                "r@1",
                "00",
                1_000_000,
                List.of(
                        new Moment.Reasoned(900_000, "I stand still.", "stand", "00", List.of(900_000L), 0.9),
                        new Moment.FrameSeen(new Frame("camera_front_wide_120fov", 1_000_000, new byte[5000])))));
        String hash = spool().waiting().getFirst().sha256();

        assertThatThrownBy(() -> uploader().round()).isInstanceOf(IOException.class);
        assertThat(spool().waiting().getFirst().uploadUrl()).endsWith("/v1/uploads/42");
        uploader().round();

        assertThat(creations).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(Hashes.sha256().digest(received.toByteArray())))
                .isEqualTo(hash);
        assertThat(metadata)
                .contains("event_id Y2FyLTAxL3NhZmV0eS8x")
                .contains("vehicle_id ")
                .contains("sha256 ");
        assertThat(folder.toFile().list()).isEmpty();
    }
}
