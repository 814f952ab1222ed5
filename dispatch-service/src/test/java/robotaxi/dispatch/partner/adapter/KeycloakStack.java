package robotaxi.dispatch.partner.adapter;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import robotaxi.dispatch.DispatchStack;
import robotaxi.testkit.TestStack;

/** The stack with a real Keycloak, whose realm has the roles and the client of dispatch and nothing more. */
public class KeycloakStack extends DispatchStack {
    private static final String SECRET = "dispatch's own";
    private static final Duration START = Duration.ofMinutes(3);

    private Process keycloak;
    private Path folder;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = super.start();
        try {
            int port = TestStack.freePort();
            String realm = "http://127.0.0.1:" + port + "/realms/robotaxi";
            folder = Files.createTempDirectory("keycloak-test");
            keycloak = launch(port);
            await().atMost(START).until(() -> answers(realm));
            config.put("quarkus.oidc.auth-server-url", realm);
            config.put("quarkus.oidc.jwks-path", realm + "/protocol/openid-connect/certs");
            config.put("quarkus.oidc.tenant-enabled", "true");
            config.put("robotaxi.keycloak.client-secret", SECRET);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of what Maven unpacked: the server writes into its own folder. */
    private Process launch(int port) throws IOException {
        Path home;
        try (Stream<Path> unpacked = Files.list(Path.of("target/keycloak"))) {
            home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
        }
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.write(imports.resolve("robotaxi-realm.json"), new ObjectMapper().writeValueAsBytes(realm()));
        var builder = new ProcessBuilder(
                        "/bin/bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--cache=local",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xms64m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return builder.start();
    }

    private static Map<String, Object> realm() {
        return Map.of(
                "realm",
                "robotaxi",
                "enabled",
                true,
                "roles",
                Map.of("realm", List.of(Map.of("name", "partner"), Map.of("name", "operator"))),
                "clients",
                List.of(Map.of(
                        "clientId",
                        "dispatch-service",
                        "secret",
                        SECRET,
                        "publicClient",
                        false,
                        "standardFlowEnabled",
                        false,
                        "serviceAccountsEnabled",
                        true)),
                "users",
                List.of(Map.of(
                        "username",
                        "service-account-dispatch-service",
                        "enabled",
                        true,
                        "serviceAccountClientId",
                        "dispatch-service",
                        "clientRoles",
                        Map.of("realm-management", List.of("manage-clients")))));
    }

    private boolean answers(String realm) throws IOException, InterruptedException {
        if (!keycloak.isAlive()) {
            throw new IllegalStateException("Keycloak ended: " + Files.readString(folder.resolve("keycloak.log")));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(realm)).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        if (keycloak != null) {
            keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }
}
