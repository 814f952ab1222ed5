package robotaxi.ota.director.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.ota.DirectedCar;
import robotaxi.ota.OtaStack;
import robotaxi.ota.director.Directions;
import robotaxi.ota.director.ManifestText;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;
import robotaxi.testkit.TestCertificates;

/** The director over its real edges: each car gets its own files, and what it says of itself is verified. */
@QuarkusTest
@QuarkusTestResource(OtaStack.class)
class DirectorTest {
    /** Of its own, so that other tests' rollouts do not choose these cars. */
    private static final String HARDWARE = "board-d";

    private static final TargetFile FILE =
            new TargetFile("models/m/1.1.0/board-d.zip", 7, "ab".repeat(32), List.of(HARDWARE), 4);

    TestCertificates certificates;
    SigningKey directorKey;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @Inject
    Fleet fleet;

    @Inject
    Directions directions;

    @Inject
    Sql sql;

    private final String car = "z-car-" + UUID.randomUUID();
    private TestCertificates.Car identity;
    private HttpClient client;
    private DirectedCar asker;

    @BeforeEach
    void register() {
        fleet.register(car, HARDWARE);
        identity = certificates.identity(car);
        client = HttpClient.newBuilder().sslContext(identity.context()).build();
        asker = new DirectedCar(vehiclePort, identity.context());
    }

    private Direction direction(String rolloutId) {
        return new Direction(car, HARDWARE, rolloutId, "m@1.1.0", Optional.of(FILE));
    }

    @Test
    void aCarThatIsToStayAsItIsHearsItInItsOwnName() throws Exception {
        JsonNode targets = asker.targets();

        assertThat(targets.at("/custom/vehicleId").asText()).isEqualTo(car);
        assertThat(targets.get("targets")).isEmpty();
    }

    @Test
    void aDirectionIsSignedOnceAndServedAsItWasSigned() throws Exception {
        directions.direct(List.of(direction("rollout-1")));
        JsonNode targets = asker.targets();
        byte[] timestamp = asker.get("timestamp.json").body();
        directions.direct(List.of(direction("rollout-1")));

        assertThat(targets.at("/custom/correlationId").asText()).isEqualTo("rollout-1");
        JsonNode file = targets.get("targets").get(FILE.path());
        assertThat(file.at("/hashes/sha256").asText()).isEqualTo(FILE.sha256());
        assertThat(file.at("/custom/ecuIdentifiers/" + car + ".drive/hardwareId")
                        .asText())
                .isEqualTo(HARDWARE);
        assertThat(asker.get("timestamp.json").body()).isEqualTo(timestamp);
    }

    @Test
    void whatIsTakenBackIsSignedAnewWithoutIt() throws Exception {
        directions.direct(List.of(direction("rollout-2")));
        long before = asker.targets().get("version").asLong();
        directions.withdraw("another rollout", List.of(car));
        assertThat(asker.targets().get("targets")).isNotEmpty();

        directions.withdraw("rollout-2", List.of(car));

        assertThat(asker.targets().get("targets")).isEmpty();
        assertThat(asker.targets().get("version").asLong()).isEqualTo(before + 1);
    }

    @Test
    void aCarThatNobodyRegisteredHearsNothing() throws Exception {
        var stranger = new DirectedCar(vehiclePort, certificates.car("stranger"));
        assertThat(stranger.get("timestamp.json").statusCode()).isEqualTo(404);
    }

    @Test
    @TestSecurity(user = "ada", roles = "release-manager")
    void onlyARootThatListsTheDirectorsKeyIsPublished() throws Exception {
        SigningKey rootKey = SigningKey.generate();
        put(root(rootKey, SigningKey.generate())).statusCode(409).body("code", equalTo("tuf.online-keys-missing"));
        put(root(rootKey, directorKey)).statusCode(200).body("version", equalTo(1));
        assertThat(asker.signed("1.root.json").get("version").asLong()).isEqualTo(1);
        assertThat(asker.get("2.root.json").statusCode()).isEqualTo(404);
        given().get("/v1/tuf/status")
                .then()
                .statusCode(200)
                .body("roles.find { it.repository == 'director' }.version", equalTo(1))
                .body("roles.find { it.repository == 'director' }.expiresSoon", equalTo(false));
        given().get("/q/health/well").then().statusCode(200).body("status", equalTo("UP"));
    }

    private static byte[] root(SigningKey rootKey, SigningKey online) {
        RoleKeys one = RoleKeys.of(1, online.publicKey());
        return MetadataAuthor.root(
                1,
                Instant.now().plus(Duration.ofDays(30)),
                Map.of(
                        TufRole.ROOT,
                        RoleKeys.of(1, rootKey.publicKey()),
                        TufRole.TARGETS,
                        one,
                        TufRole.SNAPSHOT,
                        one,
                        TufRole.TIMESTAMP,
                        one),
                rootKey);
    }

    private static io.restassured.response.ValidatableResponse put(byte[] root) {
        return given().contentType("application/json")
                .body(root)
                .put("/v1/director/root")
                .then();
    }

    private HttpResponse<String> send(byte[] manifest) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(vehiclePort.resolve("/v1/director/manifest"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(manifest));
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private byte[] manifest(long counter, String attack) {
        return new ManifestText(car, counter, Instant.now(), identity.key(), identity.publicKey())
                .report(ecu -> ecu.put("attacks_detected", attack))
                .bytes();
    }

    private List<String> audited() {
        return sql.list(
                "select action || ' ' || reason from audit_entry where actor = ? order by position",
                row -> row.getString(1),
                car);
    }

    @Test
    void aManifestCountsOnceAndEachRefusalIsAudited() throws Exception {
        byte[] first = manifest(1, "");
        assertThat(send(first).statusCode()).isEqualTo(200);
        HttpResponse<String> again = send(first);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("manifest.replayed");
        assertThat(send(manifest(2, "director.wrong-vehicle")).statusCode()).isEqualTo(200);
        assertThat(send("{}".getBytes(StandardCharsets.UTF_8)).body()).contains("manifest.malformed");

        assertThat(audited())
                .containsExactly(
                        "director.manifest-refused manifest.replayed: counter 1 after 1",
                        "vehicle.attack-detected director.wrong-vehicle",
                        "director.manifest-refused manifest.malformed: member missing: signed");
    }
}
