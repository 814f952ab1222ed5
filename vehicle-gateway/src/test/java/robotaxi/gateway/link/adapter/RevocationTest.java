package robotaxi.gateway.link.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.registry.adapter.Certificates;
import robotaxi.testkit.TestClock;

/** An operator takes a car's identity back: every gateway hears of it within seconds. */
@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class RevocationTest {
    private static final Logger LOG = Logger.getLogger(RevocationTest.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @Inject
    Certificates certificates;

    @Inject
    InstantSource clock;

    @Test
    void aLiveSessionEndsWithinFiveSecondsAtEveryGateway() throws Exception {
        TestCar car = car("revoke-1");
        BlockingQueue<String> elsewhere = new ArrayBlockingQueue<>(4);
        // What another gateway runs: it shares the database with this one and nothing else.
        CertificateWatch another = new CertificateWatch(certificates, clock);
        another.onStart(null);
        try (var _ = another.open(shown(car), elsewhere::add);
                CarLink control = CarLink.control(car.channel(pki, config.linkPort()), 0);
                CarLink bulk = CarLink.bulk(
                        car.channel(pki, config.linkPort()), control.welcome().getSessionEpoch())) {
            bulk.welcome();
            long start = System.nanoTime();
            revoke("revoke-1", "stolen").statusCode(200).body("[0].state", equalTo("revoked"));
            assertThat(control.await(FrameCase.GOODBYE).getGoodbye().getCode()).isEqualTo("revoked");
            Duration here = Duration.ofNanos(System.nanoTime() - start);
            assertThat(elsewhere.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo("revoked");
            Duration there = Duration.ofNanos(System.nanoTime() - start);
            assertThat(bulk.end().getDescription()).isEqualTo("link.certificate-revoked");
            LOG.infof("Cut after a revocation: %d ms here, %d ms elsewhere", here.toMillis(), there.toMillis());
            assertThat(here).isLessThan(LIMIT);
            assertThat(there).isLessThan(LIMIT);
        } finally {
            another.onStop(null);
        }
        assertThat(Audited.of(database, "revoke-1")).last().isEqualTo("vehicle.revoke stolen");
        refused(car, "link.certificate-revoked");
    }

    @Test
    void onlyANewTokenLetsTheCarInAgain() throws Exception {
        TestCar car = car("revoke-2");
        TestCar unused = car.renewed(pki, config.linkPort());
        String oldToken = TestCar.token("revoke-2");
        revoke("revoke-2", "sold").statusCode(200);
        refused(car, "link.certificate-revoked");
        refused(unused, "link.certificate-revoked");
        Assertions.assertThatThrownBy(() ->
                        TestCar.enrol(pki, config.enrolmentPort(), oldToken, TestCar.vin("revoke-2"), new byte[0]))
                .hasMessageContaining("enrolment.token-invalid");
        assertThat(Audited.of(database, TestCar.vin("revoke-2")))
                .containsExactly("vehicle.enrol-refused enrolment.token-invalid: revoked token");
        TestCar again = TestCar.anew("revoke-2", pki, config.enrolmentPort());
        try (CarLink link = CarLink.control(again.channel(pki, config.linkPort()), 0)) {
            assertThat(link.welcome().getVehicleId()).isEqualTo("revoke-2");
        }
        given().get("/v1/vehicles/revoke-2/certificates")
                .then()
                .statusCode(200)
                .body("state", equalTo(java.util.List.of("in-force", "revoked", "revoked")))
                .body("fingerprint[0]", equalTo(VehicleCertificate.fingerprint(again.certificate())))
                .body("detail[1]", equalTo("sold"));
    }

    @Test
    void aRevocationNeedsACarAReasonAndSomethingToRevoke() throws Exception {
        revoke("revoke-none", "x").statusCode(404).body("code", equalTo("vehicle.unknown"));
        given().get("/v1/vehicles/revoke-none/certificates")
                .then()
                .statusCode(404)
                .body("code", equalTo("vehicle.unknown"));
        TestCar.register("revoke-3");
        revoke("revoke-3", "").statusCode(422).body("detail", equalTo("reason is needed"));
        revoke("revoke-3", "x").statusCode(409).body("code", equalTo("vehicle.not-enrolled"));
        TestCar.anew("revoke-3", pki, config.enrolmentPort());
        revoke("revoke-3", "x").statusCode(200);
        revoke("revoke-3", "x")
                .statusCode(409)
                .body("code", equalTo("vehicle.already-revoked"))
                .body("currentState", equalTo("revoked"));
        given().get("/v1/vehicles").then().body("findAll { !it.enrolled }.vehicleId", hasItems("revoke-3"));
    }

    @Test
    @TestSecurity(user = "auditor", roles = "auditor")
    void onlyAnOperatorRevokes() throws SQLException {
        revoke("revoke-4", "x").statusCode(403);
        assertThat(Audited.of(database, "revoke-4")).isEmpty();
    }

    @Test
    void aConnectionDoesNotOutliveItsCertificate() throws Exception {
        TestCar car = car("revoke-5");
        BlockingQueue<String> cut = new ArrayBlockingQueue<>(4);
        TestClock later = new TestClock(Instant.now());
        CertificateWatch watch = new CertificateWatch(certificates, later);
        try (var _ = watch.open(shown(car), cut::add)) {
            later.advance(Duration.ofDays(89));
            watch.look();
            assertThat(cut).isEmpty();
            later.advance(Duration.ofDays(1));
            watch.look();
            assertThat(cut).containsExactly("expired");
            watch.look();
            assertThat(cut).containsExactly("expired");
        }
    }

    private static VehicleCertificate shown(TestCar car) {
        return VehicleCertificate.of(car.certificate()).orElseThrow();
    }

    private static ValidatableResponse revoke(String id, String reason) {
        return given().contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/v1/vehicles/" + id + "/revocation")
                .then();
    }

    private TestCar car(String id) throws Exception {
        return TestCar.enrolled(id, pki, config.enrolmentPort());
    }

    private void refused(TestCar car, String why) throws Exception {
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            assertThat(link.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(link.end().getDescription()).isEqualTo(why);
        }
    }
}
