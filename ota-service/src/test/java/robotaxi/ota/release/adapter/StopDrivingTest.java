package robotaxi.ota.release.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.kit.events.TopicReplay;
import robotaxi.ota.DirectedCar;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.SigningKey;
import robotaxi.testkit.TestCertificates;
import robotaxi.testkit.TestSigners;

/** A release loses its permission to drive: every car gets to hear it in the director's name, and those that drive with it at once. */
@QuarkusTest
@TestProfile(StopDrivingTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(
        user = "ada",
        roles = {"release-manager", "safety"})
class StopDrivingTest {
    private static final String HARDWARE = "board-s";

    TestCertificates certificates;
    TestSigners signers;
    SigningKey snapshotKey;
    SigningKey timestampKey;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @Inject
    Fleet fleet;

    @Inject
    TopicReplay replay;

    @Inject
    Sql sql;

    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private TestReleases releases;
    private int version;

    /** No other test's releases and cars are here. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_stop_driving");
        }
    }

    @BeforeEach
    void begin() {
        if (releases == null) {
            replay.follow(Topics.VEHICLE_COMMANDS, null, Command.parser(), (_, command) -> commands.add(command))
                    .join();
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    private String release() {
        String next = "1." + ++version;
        return releases.publish("m", next, HARDWARE + ".zip", next.getBytes(StandardCharsets.US_ASCII));
    }

    private DirectedCar car(String vehicleId, String runs) {
        fleet.register(vehicleId, HARDWARE);
        fleet.running(vehicleId, runs, Instant.EPOCH);
        return new DirectedCar(vehiclePort, certificates.identity(vehicleId).context());
    }

    private static ValidatableResponse revoke(String releaseId, Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/releases/" + releaseId + "/revoke")
                .then();
    }

    private static List<String> mayNotDrive(DirectedCar car) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        car.targets().at("/custom/mayNotDrive").forEach(each -> said.add(each.asText()));
        return said;
    }

    private List<String> audited(String releaseId) {
        return sql.list(
                "select action || ' ' || actor || ' ' || reason from audit_entry where subject = ?"
                        + " and action like 'release.%' and action <> 'release.draft' and action <> 'release.signed'"
                        + " order by position",
                row -> row.getString(1), releaseId);
    }

    private List<Command> looks() {
        return commands.stream().filter(Command::hasLookAtDirector).toList();
    }

    @Test
    void everyCarIsToldInTheDirectorsNameAndThoseThatDriveWithItAreToLookAtOnce() throws Exception {
        String bad = release();
        DirectedCar drives = car("stop-1", bad);
        DirectedCar other = car("stop-2", "m@0.9");
        given().contentType("application/json")
                .body(Map.of("hardwareId", HARDWARE))
                .put("/v1/devices/stop-bench");
        fleet.running("stop-bench", bad, Instant.EPOCH);
        assertThat(mayNotDrive(drives)).doesNotContain(bad);
        long before = other.targets().get("version").asLong();

        revoke(bad, Map.of("reason", "it drives on pavements", "stopDriving", true))
                .statusCode(200)
                .body("state", equalTo("revoked"))
                .body("drivingStoppedAt", notNullValue());

        assertThat(mayNotDrive(drives)).contains(bad);
        assertThat(mayNotDrive(other)).contains(bad);
        assertThat(mayNotDrive(car("stop-3", bad))).as("a car that comes later").contains(bad);
        assertThat(other.targets().get("version").asLong()).isEqualTo(before + 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> !looks().isEmpty());
        assertThat(looks()).extracting(Command::getVehicleId).containsExactly("stop-1");
        assertThat(new CommandVerifier(signers.root(), InstantSource.system()).refuse(looks().getFirst()))
                .as("a car would take it")
                .isEmpty();
        assertThat(audited(bad))
                .containsExactly(
                        "release.revoked ada it drives on pavements",
                        "release.driving-stopped ada it drives on pavements");
        given().get("/v1/releases/" + bad).then().body("drivingStoppedAt", notNullValue());
    }

    @Test
    void aReleaseThatIsRevokedCanStillBeStoppedOnceAndForGood() throws Exception {
        String bad = release();
        DirectedCar car = car("stop-4", "m@0.9");
        revoke(bad, Map.of("reason", "brakes late")).statusCode(200).body("drivingStoppedAt", nullValue());
        assertThat(mayNotDrive(car)).doesNotContain(bad);
        revoke(bad, Map.of("reason", "brakes late")).statusCode(409).body("code", equalTo("release.revoked"));

        revoke(bad, Map.of("stopDriving", true)).statusCode(422).body("code", equalTo("release.malformed"));
        revoke(bad, Map.of("reason", "it is worse", "stopDriving", true))
                .statusCode(200)
                .body("drivingStoppedAt", notNullValue());
        revoke(bad, Map.of("reason", "once more", "stopDriving", true))
                .statusCode(409)
                .body("code", equalTo("release.revoked"));

        assertThat(mayNotDrive(car)).contains(bad);
        assertThat(audited(bad))
                .containsExactly("release.revoked ada brakes late", "release.driving-stopped ada it is worse");
    }
}
