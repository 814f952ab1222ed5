package robotaxi.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        // As the platform does it: nothing is read before a worker asks.
        server = vertx.createHttpServer()
                .requestHandler(request -> requests.add(request.pause()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HttpServerRequest request() throws InterruptedException {
        HttpServerRequest request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(PATIENCE_SECONDS * 1000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hear(Socket socket, String end) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            heard.append((char) next);
        }
        return heard.toString();
    }

    @Test
    void allOfALargeBodyComes() throws Exception {
        byte[] sent = new byte[20_000_003];
        new Random(1).nextBytes(sent);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                            .version(HttpClient.Version.HTTP_1_1)
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(sent))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            HttpServerRequest request = request();
            try (InputStream body = BodyStream.of(request)) {
                assertThat(body.readAllBytes()).isEqualTo(sent);
            }
            request.response().end();
            assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatBreaksOffIsReadAsFarAsItCame() throws Exception {
        try (Socket client = client()) {
            say(client, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome of it");
            try (InputStream body = BodyStream.of(request())) {
                assertThat(body.readNBytes(10)).asString().isEqualTo("some of it");
                client.shutdownOutput();
                assertThatThrownBy(body::read).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatIsNotReadDoesNotStandBeforeTheNextRequest() throws Exception {
        try (Socket client = client()) {
            say(client, "PUT /one HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nunwanted");
            HttpServerRequest one = request();
            try (BodyStream body = BodyStream.of(one)) {
                // All of it has come: nobody has looked at it.
                await().until(() -> body.waiting() == 1);
            }
            one.response().setStatusCode(409).end();
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 409");
            say(client, "PUT /two HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
            try (InputStream body = BodyStream.of(request())) {
                assertThat(body.readAllBytes()).asString().isEqualTo("hi");
            }
        }
    }

    @Test
    void whoeverWaitsToBeToldToGoOnIsTold() throws Exception {
        try (Socket client = client()) {
            say(client, "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            try (InputStream body = BodyStream.of(request())) {
                assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 100");
                say(client, "hi");
                assertThat(body.readAllBytes()).asString().isEqualTo("hi");
            }
        }
    }

    @Test
    void aRequestWithoutBodyIsAtItsEnd() throws Exception {
        try (Socket client = client()) {
            say(client, "POST / HTTP/1.1\r\nHost: x\r\n\r\n");
            try (InputStream body = BodyStream.of(request())) {
                assertThat(body.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aBodyInSmallPiecesComesAsTheyComeAndInTheirOrder() throws Exception {
        try (Socket client = client()) {
            client.setTcpNoDelay(true);
            say(client, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n");
            try (InputStream body = BodyStream.of(request())) {
                for (int i = 0; i < 1000; i++) {
                    String piece = String.format("%04d", i);
                    say(client, piece);
                    // Each is there before the next is sent: nobody waits for more to be worth it.
                    assertThat(body.readNBytes(4)).asString().isEqualTo(piece);
                }
                assertThat(body.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void noMoreThanAFewBuffersWaitForASlowReader() throws Exception {
        try (Socket client = client()) {
            client.setSendBufferSize(1 << 16);
            say(client, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n");
            try (BodyStream body = BodyStream.of(request())) {
                Thread writer = Thread.ofVirtual().start(() -> {
                    try {
                        client.getOutputStream().write(new byte[100_000_000]);
                    } catch (IOException _) {
                        // The test is over.
                    }
                });
                assertThat(body.read()).isZero();
                writer.join(500);
                assertThat(body.waiting()).isBetween(1, 256);
            }
        }
    }
}
