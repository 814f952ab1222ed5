package robotaxi.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;
import robotaxi.contracts.Topics;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.ReleaseKeys;

/** Each image becomes healthy against PostgreSQL and Kafka in containers, and answers one real call. */
@Tag("containers")
class ServiceImagesTest {
    private static final String PASSWORD = "containers-only";
    private static final List<String> DATABASES = List.of("gateway", "dispatch", "ota", "incident", "console");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path files;

    private static Network network;
    private static GenericContainer<?> postgres;
    private static GenericContainer<?> kafka;
    private static GenericContainer<?> keys;
    private static LocalTokens tokens;

    @BeforeAll
    static void startServers() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
        tokens = new LocalTokens();
        network = Network.newNetwork();
        postgres = new GenericContainer<>(image("postgres"))
                .withNetwork(network)
                .withNetworkAliases("postgres")
                .withEnv("POSTGRES_PASSWORD", PASSWORD)
                .withExposedPorts(5432)
                .waitingFor(Wait.forListeningPort().withStartupTimeout(Duration.ofSeconds(90)));
        int external = freePort();
        kafka = new GenericContainer<>(image("kafka"))
                .withNetwork(network)
                .withNetworkAliases("kafka")
                .withEnv("EXTERNAL_PORT", String.valueOf(external))
                .withExposedPorts(29092)
                .waitingFor(Wait.forListeningPort().withStartupTimeout(Duration.ofSeconds(90)));
        kafka.setPortBindings(List.of("127.0.0.1:" + external + ":29092"));
        Path keySet = Files.createDirectories(files.resolve("keys")).resolve("keys.json");
        Files.writeString(keySet, tokens.jwks());
        keys = new GenericContainer<>(image("runtime"))
                .withNetwork(network)
                .withNetworkAliases("keys")
                .withCommand("java", "-m", "jdk.httpserver", "-b", "0.0.0.0", "-p", "8000", "-d", "/keys")
                .withExposedPorts(8000)
                .waitingFor(Wait.forHttp("/keys.json").forPort(8000));
        copy(keys, keySet, "/keys/keys.json");
        keys.start();
        postgres.start();
        kafka.start();
        createDatabases();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + external))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), 2, (short) 1).configs(topic.settings()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stopServers() {
        if (network != null) {
            keys.stop();
            kafka.stop();
            postgres.stop();
            network.close();
        }
    }

    @Test
    void theGatewayRegistersAVehicle() throws Exception {
        FleetPki pki = FleetPki.in(files.resolve("pki"));
        Map<String, String> settings = new HashMap<>();
        settings.put("GATEWAY_HOST", "0.0.0.0");
        settings.put("GATEWAY_PKI_ROOT", "/pki/root.pem");
        settings.put("GATEWAY_PKI_INTERMEDIATE", "/pki/intermediate.pem");
        settings.put("GATEWAY_PKI_INTERMEDIATE_KEY", "/pki/intermediate.key");
        settings.put("GATEWAY_PKI_SERVER", "/pki/server.pem");
        settings.put("GATEWAY_PKI_SERVER_KEY", "/pki/server.key");
        try (GenericContainer<?> gateway = service("vehicle-gateway", "gateway", 8082, settings)) {
            for (Path file :
                    List.of(pki.root(), pki.intermediate(), pki.intermediateKey(), pki.server(), pki.serverKey())) {
                copy(gateway, file, "/pki/" + file.getFileName());
            }
            copySigner(gateway, "gateway");
            gateway.start();
            String vehicles = url(gateway, 8082) + "/v1/vehicles";
            String body = "{\"vehicleId\":\"car-1\",\"vin\":\"RBTX00000L0000001\",\"hardwareId\":\"sim-cpu\","
                    + "\"marketId\":\"monaco\",\"seats\":4}";
            assertThat(send("POST", vehicles, "operator", body).statusCode()).isEqualTo(201);
            assertThat(json(send("GET", vehicles, "operator", null))
                            .get(0)
                            .get("vehicleId")
                            .asText())
                    .isEqualTo("car-1");
        }
    }

    @Test
    void dispatchKnowsItsCity() throws Exception {
        Path map = files.resolve("map.osm.pbf");
        try (InputStream extract = getClass().getResourceAsStream("/monaco-latest.osm.pbf")) {
            Files.copy(extract, map);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("DISPATCH_SECRET_KEY", "a secret of these tests and of nobody else");
        settings.put("DISPATCH_MARKET_MAP", "/city/map.osm.pbf");
        settings.put("DISPATCH_MARKET_GRAPH_FOLDER", "/home/robotaxi/graph");
        try (GenericContainer<?> dispatch = service("dispatch-service", "dispatch", 8081, settings)) {
            copy(dispatch, map, "/city/map.osm.pbf");
            copySigner(dispatch, "dispatch");
            dispatch.start();
            String quotes = url(dispatch, 8081) + "/v1/quotes";
            String way = "{\"pickup\":{\"latitude\":43.7396,\"longitude\":7.4276},"
                    + "\"dropoff\":{\"latitude\":43.7371,\"longitude\":7.4217}}";
            JsonNode quote = json(send("POST", quotes, "rider", way));
            assertThat(quote.path("priceMinor").asLong()).isPositive();
            assertThat(quote.path("distanceMetres").asLong()).isGreaterThan(300);
        }
    }

    @Test
    void theUpdateServiceTakesARoot() throws Exception {
        ReleaseKeys keys = ReleaseKeys.in(files.resolve("tuf"));
        Map<String, String> settings = new HashMap<>();
        settings.put("OTA_ARTIFACTS_FOLDER", "/home/robotaxi/artifacts");
        settings.put("OTA_TRUST_SNAPSHOT_KEY_FILE", "/tuf/snapshot.json");
        settings.put("OTA_TRUST_TIMESTAMP_KEY_FILE", "/tuf/timestamp.json");
        settings.put("OTA_TRUST_DIRECTOR_KEY_FILE", "/tuf/director.json");
        try (GenericContainer<?> ota = service("ota-service", "ota", 8083, settings)) {
            copy(ota, keys.snapshotKey(), "/tuf/snapshot.json");
            copy(ota, keys.timestampKey(), "/tuf/timestamp.json");
            copy(ota, keys.directorKey(), "/tuf/director.json");
            copySigner(ota, "ota");
            ota.start();
            String root = url(ota, 8083) + "/v1/tuf/root";
            assertThat(send("PUT", root, "release-manager", Files.readString(keys.root()))
                            .statusCode())
                    .isBetween(200, 204);
            assertThat(send("PUT", root, "auditor", Files.readString(keys.root()))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theIncidentServiceListsItsIncidents() throws Exception {
        try (GenericContainer<?> incident = service(
                "incident-service",
                "incident",
                8084,
                new HashMap<>(Map.of("INCIDENT_EVIDENCE_FOLDER", "/home/robotaxi/evidence")))) {
            copySigner(incident, "incident");
            incident.start();
            JsonNode list = json(send("GET", url(incident, 8084) + "/v1/incidents", "safety", null));
            assertThat(list.get("incidents").isEmpty()).isTrue();
        }
    }

    @Test
    void theConsoleSendsAStrangerToTheLogIn() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONSOLE_DISPATCH_URL", "http://dispatch:8081");
        settings.put("CONSOLE_GATEWAY_URL", "http://gateway:8082");
        settings.put("CONSOLE_OTA_URL", "http://ota:8083");
        settings.put("CONSOLE_INCIDENT_URL", "http://incident:8084");
        settings.put("CONSOLE_PUBLIC_URL", "http://127.0.0.1:8080");
        settings.put("CONSOLE_TOKEN_KEY", "a-key-of-at-least-thirty-two-characters");
        settings.put("QUARKUS_OIDC_CREDENTIALS_SECRET", "a-secret-of-at-least-thirty-two-characters");
        try (GenericContainer<?> console = service("operator-console", "console", 8080, settings)) {
            console.start();
            HttpResponse<String> me = send("GET", url(console, 8080) + "/api/me", "", null);
            assertThat(me.statusCode()).isEqualTo(401);
            assertThat(me.body()).contains("console.signed-out");
        }
    }

    private static GenericContainer<?> service(String name, String database, int port, Map<String, String> settings) {
        settings.put("QUARKUS_OIDC_JWKS_PATH", "http://keys:8000/keys.json");
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://postgres:5432/" + database);
        settings.put("QUARKUS_DATASOURCE_USERNAME", database);
        settings.put("QUARKUS_DATASOURCE_PASSWORD", PASSWORD);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
        return new GenericContainer<>(image(name))
                .withNetwork(network)
                .withEnv(settings)
                .withExposedPorts(port)
                .waitingFor(Wait.forHttp("/q/health/ready").forPort(port).withStartupTimeout(Duration.ofMinutes(2)));
    }

    private static DockerImageName image(String name) {
        return DockerImageName.parse("robotaxi/" + name + ":local");
    }

    /** The key and the certificates with which the service signs its commands, and where it finds them. */
    private static void copySigner(GenericContainer<?> container, String service) {
        FleetPki.Signer signer = FleetPki.in(files.resolve("pki")).signer(service);
        copy(container, signer.key(), "/signing/key.pem");
        copy(container, signer.chain(), "/signing/chain.pem");
        container.addEnv("COMMAND_SIGNING_KEY", "/signing/key.pem");
        container.addEnv("COMMAND_SIGNING_CHAIN", "/signing/chain.pem");
    }

    private static void copy(GenericContainer<?> container, Path file, String to) {
        container.withCopyFileToContainer(MountableFile.forHostPath(file, 0644), to);
    }

    private static String url(GenericContainer<?> container, int port) {
        return "http://" + container.getHost() + ":" + container.getMappedPort(port);
    }

    private static HttpResponse<String> send(String method, String url, String role, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!role.isEmpty()) {
            request.header("Authorization", "Bearer " + tokens.token(role));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return new ObjectMapper().readTree(answer.body());
    }

    private static void createDatabases() throws Exception {
        String url = "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/postgres";
        try (var connection = DriverManager.getConnection(url, "postgres", PASSWORD);
                var statement = connection.createStatement()) {
            for (String database : DATABASES) {
                statement.execute("create role " + database + " login password '" + PASSWORD + "'");
                statement.execute("create database " + database + " owner " + database);
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
