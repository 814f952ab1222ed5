package robotaxi.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import robotaxi.testkit.TestStack;

/**
 * A real PostgreSQL for the console under test, and a small service that says what reached it. The log-in is switched on, with
 * nobody behind it: the console must come up, and lead there, without Keycloak.
 */
public class ConsoleStack implements QuarkusTestResourceLifecycleManager {
    private final HttpServer service;

    public ConsoleStack() {
        try {
            service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        service.createContext("/", ConsoleStack::echo);
        service.start();
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        Map<String, String> config = TestStack.shared().quarkusConfig("console");
        config.put("quarkus.oidc.tenant-enabled", "true");
        config.put("quarkus.oidc.auth-server-url", "http://127.0.0.1:9/realms/robotaxi");
        config.put("quarkus.oidc.jwks-path", "http://127.0.0.1:9/realms/robotaxi/protocol/openid-connect/certs");
        config.put("quarkus.oidc.credentials.secret", "test-only");
        config.put("console.token-key", "test-only-test-only-test-only-test-only");
        config.put("console.dispatch-url", url);
        config.put("console.ota-url", url);
        config.put("console.incident-url", "http://127.0.0.1:9");
        return config;
    }

    private static void echo(HttpExchange call) throws IOException {
        String path = call.getRequestURI().toString();
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answer = (path.startsWith("/v1/vehicles")
                        ? "[{\"vehicleId\":\"car-1\"}]"
                        : "{\"saw\":\"" + call.getRequestMethod() + " " + path + " " + body + "\",\"rides\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.getResponseHeaders().add("ETag", "\"one\"");
        call.getResponseHeaders().add("Set-Cookie", "service=secret");
        call.sendResponseHeaders(path.endsWith("/receipt") ? 409 : 200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    @Override
    public void stop() {
        service.stop(0);
    }
}
