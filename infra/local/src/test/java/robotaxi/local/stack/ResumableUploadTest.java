package robotaxi.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that breaks off, as the update service does when it dies. */
class ResumableUploadTest {
    private static final int LENGTH = 1_000_000;
    private static final int PIECE = 300_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private HttpServer server;
    private int breaks;
    private int lastStatus = 204;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/artifacts/", exchange -> answer(exchange, 404));
        server.createContext("/v1/artifact-uploads", this::upload);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void upload(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", url() + "/v1/artifact-uploads/1");
        exchange.getResponseHeaders().add("Upload-Offset", String.valueOf(received.size()));
        switch (exchange.getRequestMethod()) {
            case "POST" -> answer(exchange, 201);
            case "HEAD" -> answer(exchange, 200);
            default -> patch(exchange);
        }
    }

    private void patch(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Upload-Offset")).isEqualTo(String.valueOf(received.size()));
        InputStream body = exchange.getRequestBody();
        if (breaks-- > 0) {
            received.write(body.readNBytes(PIECE));
            exchange.close();
            return;
        }
        body.transferTo(received);
        answer(exchange, lastStatus);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private Path file() throws IOException {
        byte[] content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        return Files.write(folder.resolve("file"), content);
    }

    @Test
    void itGoesOnWhereItWasBrokenOff() throws IOException {
        breaks = 2;
        new ResumableUpload(url(), () -> "token").send(file(), "0".repeat(64));
        assertThat(received.toByteArray()).isEqualTo(Files.readAllBytes(file()));
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        lastStatus = 422;
        assertThatThrownBy(() -> new ResumableUpload(url(), () -> "token").send(file(), "0".repeat(64)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("422");
    }
}
