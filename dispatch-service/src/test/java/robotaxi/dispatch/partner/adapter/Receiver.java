package robotaxi.dispatch.partner.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A partner's server: takes webhooks, fails at first, is slow, sends elsewhere, is gone, by the path that it is called at. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger(2);
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** A call as it came in. */
    record Heard(String path, String id, String timestamp, String signature, String body) {
        /** Whether one of the signatures is this secret's, by the specification's own words. */
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
                String signed = id + "." + timestamp + "." + body;
                String expected = "v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
                return List.of(signature.split(" ", -1)).contains(expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::hear);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Heard> heardAt(String path) {
        return heard.stream().filter(call -> call.path().equals(path)).toList();
    }

    private void hear(HttpExchange call) throws IOException {
        try (call) {
            String path = call.getRequestURI().getPath();
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = call.getRequestHeaders();
            heard.add(new Heard(
                    path,
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    body));
            call.sendResponseHeaders(status(call, path), -1);
        }
    }

    private int status(HttpExchange call, String path) {
        return switch (path) {
            case "/fails-twice" -> failures.getAndDecrement() > 0 ? 503 : 200;
            case "/gone" -> 410;
            case "/moved", "/moved-for-ever" -> {
                call.getResponseHeaders().add("Location", url("/elsewhere"));
                yield 302;
            }
            case "/slow" -> {
                awaitEnd();
                yield 200;
            }
            default -> 204;
        };
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
