package robotaxi.incident.export.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.custody.ZipBag;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.TestCar;
import robotaxi.incident.custody.adapter.Keeper;
import robotaxi.incident.custody.adapter.SealHours;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.TestCertificates;

/** From the car's seal to the package that a stranger checks with sh, sha256sum and openssl. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class EvidencePackageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @Inject
    KafkaClients kafka;

    @Inject
    SealHours hours;

    @Inject
    Keeper keeper;

    @Inject
    DataSource database;

    @ConfigProperty(name = "incident.custody.root")
    Path root;

    @TempDir
    Path folder;

    private String incident(TestCar car, String vehicleId, String eventId) throws Exception {
        car.upload(eventId, TestCar.clip(picture()));
        car.brake(kafka, eventId, picture());
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=" + vehicleId)
                        .then()
                        .body("incidents", hasSize(1))
                        .body("incidents[0].clip.state", equalTo("kept")));
        return given().get("/v1/incidents?vehicleId=" + vehicleId).path("incidents[0].incidentId");
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 18, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    private String fingerprint() throws Exception {
        return Signatures.fingerprint(
                Signatures.certificates(Files.readString(root)).getFirst());
    }

    private Path download(String id) throws IOException {
        byte[] zip = given().queryParam("purpose", "NHTSA request 7")
                .get("/v1/incidents/" + id + "/package")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/zip")
                .extract()
                .asByteArray();
        return Files.write(folder.resolve(id + ".zip"), zip);
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void aStrangerChecksThePackageAndSeesWhateverIsChanged() throws Exception {
        var car = new TestCar("car-package", certificates, vehiclePort);
        String id = incident(car, "car-package", "car-package/safety/1");
        given().get("/v1/incidents/" + id + "/clip/summary").then().statusCode(200);
        given().get("/v1/incidents/" + id + "/clip/summary").then().statusCode(200);
        hours.seal(Instant.now().plus(Duration.ofHours(2)), keeper.require());
        hours.seal(Instant.now().plus(Duration.ofDays(2)), keeper.require());

        Path zip = download(id);

        try (ZipBag bag = new ZipBag(zip)) {
            assertThat(PackageCheck.check(bag, fingerprint())).isEmpty();
            assertThat(PackageCheck.check(bag, Sha256.NONE)).contains("the root certificate is not the fleet's");
            assertThat(bag.names())
                    .anyMatch(name -> name.startsWith("custody/proofs/0000"))
                    .anyMatch(name -> name.startsWith("custody/proofs/day-"))
                    .anyMatch(name -> name.startsWith("custody/car/"))
                    .contains("data/stoppage.json", "data/sgo-draft.csv");
            assertThat(bag.text("data/reasoning.txt")).contains("Brake for the bag ahead");
            assertThat(bag.text("data/driving-events.csv"))
                    .contains("minimal-risk-manoeuvre-start,no plan,1970-01-01,00:16:41Z,43.7300000,7.4200000");
            assertThat(bag.text("data/stoppage.csv")).contains(",12,");
            String pdf = new PDFTextStripper().getText(Loader.loadPDF(bag.bytes("data/summary.pdf")));
            assertThat(pdf).contains("car-package", "Brake for the bag ahead", "intact, 1 entries");
        }
        given().get("/v1/incidents/" + id + "/evidence")
                .then()
                .body("chain", equalTo("intact"))
                .body("carChain.state", equalTo("intact"))
                .body("entries.act", equalTo(List.of("accepted", "opened", "exported")))
                .body("entries[2].purpose", equalTo("NHTSA request 7"));
        strangersCheck(zip, id);
    }

    private void strangersCheck(Path zip, String id) throws Exception {
        assumeTrue(isThere("openssl"), "openssl is not installed");
        Path bag = unzip(zip, "whole").resolve(id);
        assertThat(run(bag, "sh", "verify.sh", fingerprint())).isEqualTo(0);
        assertThat(run(bag, "sha256sum", "-c", "manifest-sha256.txt")).isEqualTo(0);
        assertThat(run(bag, "sh", "verify.sh", Sha256.of("another root"))).isEqualTo(1);
        assertThat(run(bag, "sh", "verify.sh")).isEqualTo(2);

        Path clip = only(bag.resolve("data/clips"));
        byte[] changed = Files.readAllBytes(clip);
        changed[changed.length / 2] ^= 1;
        Path flipped = unzip(zip, "flipped").resolve(id);
        Files.write(flipped.resolve("data/clips").resolve(clip.getFileName()), changed);
        assertThat(run(flipped, "sh", "verify.sh", fingerprint())).isEqualTo(1);

        // Somebody who knows hashes but no key: the clip is another one and every manifest says so.
        Path forged = unzip(zip, "forged").resolve(id);
        Files.delete(forged.resolve("data/clips").resolve(clip.getFileName()));
        String hash = Sha256.of(changed);
        Files.write(forged.resolve("data/clips/" + hash + ".mcap"), changed);
        String old = clip.getFileName().toString().replace(".mcap", "");
        replace(forged.resolve("manifest-sha256.txt"), old, hash);
        replace(
                forged.resolve("tagmanifest-sha256.txt"),
                Sha256.of(Files.readAllBytes(bag.resolve("manifest-sha256.txt"))),
                Sha256.of(Files.readAllBytes(forged.resolve("manifest-sha256.txt"))));
        assertThat(run(forged, "sha256sum", "-c", "manifest-sha256.txt")).isEqualTo(0);
        assertThat(run(forged, "sh", "verify.sh", fingerprint())).isEqualTo(1);

        Path added = unzip(zip, "added").resolve(id);
        Files.writeString(added.resolve("data/more.txt"), "more");
        assertThat(run(added, "sh", "verify.sh", fingerprint())).isEqualTo(1);

        Path cut = unzip(zip, "cut").resolve(id);
        Files.delete(only(cut.resolve("custody/car")));
        assertThat(run(cut, "sh", "verify.sh", fingerprint())).isEqualTo(1);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private static Path only(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private Path unzip(Path zip, String name) throws IOException {
        Path to = folder.resolve(name);
        try (var file = new java.util.zip.ZipFile(zip.toFile())) {
            for (var entry : java.util.Collections.list(file.entries())) {
                Path target = to.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        return to;
    }

    private static boolean isThere(String tool) throws Exception {
        return run(Path.of("."), "sh", "-c", "command -v " + tool) == 0;
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(String.join(" ", command) + ": " + process.exitValue() + " "
                + said.lines().limit(3).toList());
        return process.exitValue();
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void aSealThatDoesNotHoldIsKeptWithItsReasonAndAForkShows() throws Exception {
        var car = new TestCar("car-fork", certificates, vehiclePort);
        byte[] clip = TestCar.clip(picture());
        car.upload("car-fork/safety/1", clip);
        byte[] other = TestCar.clip("another picture".getBytes(UTF_8));
        var missing = car.seal("car-fork/safety/3", other, 3, Sha256.of("entry 2"));
        car.upload(
                "car-fork/safety/3",
                other,
                missing,
                Signatures.sign(car.identity().key(), missing.text()));
        given().get("/v1/custody/car-fork")
                .then()
                .body("intact", equalTo(true))
                .body("chain.carState", equalTo("gap"))
                .body("chain.missing", equalTo(List.of(2)));

        byte[] third = TestCar.clip("a third picture".getBytes(UTF_8));
        var again = car.seal("car-fork/safety/4", third, 1, Sha256.NONE);
        car.upload("car-fork/safety/4", third, again, new byte[70]);
        given().get("/v1/custody/car-fork")
                .then()
                .body("chain.carState", equalTo("gap"))
                .body("chain.refused", equalTo(1));
        byte[] fourth = TestCar.clip("a fourth picture".getBytes(UTF_8));
        var fork = car.seal("car-fork/safety/5", fourth, 1, Sha256.NONE);
        car.upload(
                "car-fork/safety/5",
                fourth,
                fork,
                Signatures.sign(car.identity().key(), fork.text()));
        given().get("/v1/custody/car-fork")
                .then()
                .body("chain.carState", equalTo("fork"))
                .body("chain.forks", equalTo(List.of(1)))
                .body("chain.entries", equalTo(4));
        given().get("/v1/custody").then().body("chains.vehicleId", hasItems("car-fork"));
        given().get("/v1/custody/nobody").then().statusCode(404).body("code", equalTo("custody.chain-unknown"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void theWholeChainIsAFileThatChecksItself() throws Exception {
        new TestCar("car-chain", certificates, vehiclePort).upload("car-chain/safety/1", TestCar.clip(picture()));

        byte[] chain = given().get("/v1/custody/car-chain/chain").asByteArray();

        var anchor = Signatures.certificates(Files.readString(root)).getFirst();
        var verdict = robotaxi.contracts.custody.ChainFile.check(new java.io.ByteArrayInputStream(chain), anchor);
        assertThat(verdict.wrong()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(1);
        chain[60] ^= 1;
        assertThat(robotaxi.contracts.custody.ChainFile.check(new java.io.ByteArrayInputStream(chain), anchor)
                        .wrong())
                .isNotEmpty();
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void theDatabaseChangesNoEntry() throws Exception {
        new TestCar("car-final", certificates, vehiclePort).upload("car-final/safety/1", TestCar.clip(picture()));
        for (String statement : List.of(
                "update custody_entry set act = 'opened' where vehicle_id = 'car-final'",
                "delete from custody_entry where vehicle_id = 'car-final'",
                "truncate custody_entry cascade",
                "delete from car_entry where vehicle_id = 'car-final'")) {
            assertThatThrownBy(() -> {
                        try (var connection = database.getConnection();
                                var change = connection.createStatement()) {
                            change.execute(statement);
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("custody is never changed");
        }
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void withoutAPurposeNothingGoesOut() {
        given().get("/v1/incidents/any/package").then().statusCode(422).body("code", equalTo("evidence.no-purpose"));
        given().queryParams(Map.of("purpose", "x"))
                .get("/v1/incidents/any/package")
                .then()
                .statusCode(404)
                .body("code", equalTo("incident.unknown"));
    }

    @Test
    @TestSecurity(
            user = "otto",
            roles = {"operator", "auditor"})
    void onlySafetyTakesAPackageOrHolds() {
        given().get("/v1/incidents/any/package?purpose=x").then().statusCode(403);
        given().contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/v1/incidents/any/evidence/hold")
                .then()
                .statusCode(403);
    }
}
