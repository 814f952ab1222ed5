package robotaxi.gateway.link.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.Refusal;

/** Whoever may not in is turned away, counted and written down with the reason. */
@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class RefusedPeerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @Test
    void withoutACertificate() throws Exception {
        double before = counted(Refusal.NO_CERTIFICATE);
        try (CarLink link = CarLink.control(TestCar.bare("bare-1", pki, config.linkPort()), 0)) {
            assertThat(link.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        awaitAudit("bare-1", "link.refused link.no-certificate");
        assertThat(counted(Refusal.NO_CERTIFICATE)).isGreaterThan(before);
    }

    @Test
    void withACertificateOfAnotherAuthority() throws Exception {
        double before = counted(Refusal.FOREIGN_AUTHORITY);
        car("refused-1");
        TestCar impostor = TestCar.impostor("refused-1", new TestPki("Test fleet"));
        try (CarLink link = CarLink.control(impostor.channel(pki, config.linkPort()), 0)) {
            assertThat(link.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        awaitAudit("refused-1", "link.refused link.foreign-authority");
        assertThat(counted(Refusal.FOREIGN_AUTHORITY)).isGreaterThan(before);
    }

    @Test
    void withACertificateWhoseTimeIsOver() throws Exception {
        car("refused-2");
        var over = pki.forge("refused-2", TestCar.vin("refused-2"), TestCar.HARDWARE, Duration.ofMinutes(-1));
        TestCar late = TestCar.with("refused-2", pki, over);
        try (CarLink link = CarLink.control(late.channel(pki, config.linkPort()), 0)) {
            assertThat(link.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        awaitAudit("refused-2", "link.refused link.certificate-expired");
    }

    @Test
    void withACertificateThatNamesNoCar() throws Exception {
        refused(TestCar.stranger(pki), Refusal.NO_VEHICLE, "");
    }

    @Test
    void withACertificateOfACarThatIsNotRegistered() throws Exception {
        refused(TestCar.impostor("refused-3", pki), Refusal.VEHICLE_UNKNOWN);
    }

    @Test
    void withACertificateThatTheGatewayNeverIssued() throws Exception {
        car("refused-4");
        refused(TestCar.impostor("refused-4", pki), Refusal.CERTIFICATE_UNKNOWN);
    }

    @Test
    void withAnotherCarsVin() throws Exception {
        car("refused-5");
        var mixed = pki.forge("refused-5", TestCar.vin("refused-6"), TestCar.HARDWARE, Duration.ofHours(1));
        refused(TestCar.with("refused-5", pki, mixed), Refusal.IDENTITY_MISMATCH);
    }

    @Test
    void withTheComputerOfBeforeTheRepair() throws Exception {
        TestCar car = car("refused-7");
        sql("update vehicle set hardware_id = 'new-computer' where id = 'refused-7'");
        refused(car, Refusal.IDENTITY_MISMATCH);
    }

    @Test
    void withACertificateThatANewerOneTookThePlaceOf() throws Exception {
        double before = counted(Refusal.SUPERSEDED);
        TestCar old = car("refused-8");
        TestCar anew = TestCar.anew("refused-8", pki, config.enrolmentPort());
        welcomed(anew);
        refused(old, Refusal.SUPERSEDED);
        assertThat(counted(Refusal.SUPERSEDED)).isEqualTo(before + 1);
    }

    private void refused(TestCar car, Refusal why) throws Exception {
        refused(car, why, ": certificate " + fingerprint(car));
    }

    private void refused(TestCar car, Refusal why, String detail) throws Exception {
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            assertThat(link.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(link.end().getDescription()).isEqualTo(why.code());
        }
        awaitAudit(car.id(), "link.refused " + why.code() + detail);
    }

    private static String fingerprint(TestCar car) {
        return robotaxi.gateway.identity.VehicleCertificate.fingerprint(car.certificate());
    }

    private void welcomed(TestCar car) throws Exception {
        ManagedChannel channel = car.channel(pki, config.linkPort());
        try (CarLink link = CarLink.control(channel, 0)) {
            assertThat(link.welcome().getVehicleId()).isEqualTo(car.id());
        }
    }

    private TestCar car(String id) throws Exception {
        return TestCar.enrolled(id, pki, config.enrolmentPort());
    }

    private double counted(Refusal why) {
        var counter = meters.find("gateway.refusals").tag("code", why.code()).counter();
        return counter == null ? 0 : counter.count();
    }

    private void awaitAudit(String peer, String line) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Audited.by(database, TestCar.address(peer))).containsExactly(line));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            assertThat(update.executeUpdate(statement)).isEqualTo(1);
        }
    }
}
