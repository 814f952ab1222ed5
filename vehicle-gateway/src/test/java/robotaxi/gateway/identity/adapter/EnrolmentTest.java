package robotaxi.gateway.identity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.gateway.Audited;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.RefusalTally;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.testkit.TestClock;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class EnrolmentTest {
    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @Inject
    Refusals refusals;

    @Test
    void aTokenBecomesACertificateOnce() throws Exception {
        TestCar.register("enrol-1");
        String token = TestCar.token("enrol-1");
        EnrolResponse response = enrol(token, "enrol-1", request());
        assertThat(response.getVehicleId()).isEqualTo("enrol-1");
        assertThat(response.getCertificateChainCount()).isEqualTo(2);
        assertThat(response.getRootCertificate().toByteArray())
                .isEqualTo(pki.root().getEncoded());
        refused(() -> enrol(token, "enrol-1", request()), Status.Code.PERMISSION_DENIED, "enrolment.token-invalid");
        assertThat(Audited.of(database, "enrol-1")).last().asString().startsWith("vehicle.enrol certificate ");
        assertRefusalIsAudited("enrol-1", "enrolment.token-invalid: used token");
    }

    @Test
    void aTokenOfAnotherCarIsRefusedAndNotUsedUp() throws Exception {
        TestCar.register("enrol-2");
        String token = TestCar.token("enrol-2");
        refused(() -> enrol(token, "enrol-3", request()), Status.Code.PERMISSION_DENIED, "enrolment.identity-mismatch");
        assertThat(enrol(token, "enrol-2", request()).getVehicleId()).isEqualTo("enrol-2");
    }

    @Test
    void anotherComputerInTheCarIsRefused() throws Exception {
        TestCar.register("enrol-6");
        String token = TestCar.token("enrol-6");
        refused(
                () -> TestCar.enrol(
                        pki, config.enrolmentPort(), token, TestCar.vin("enrol-6"), "other-computer", request()),
                Status.Code.PERMISSION_DENIED,
                "enrolment.identity-mismatch");
        assertRefusalIsAudited("enrol-6", "enrolment.identity-mismatch: wrong hardware id");
    }

    @Test
    void anInventedTokenIsRefused() throws Exception {
        refused(
                () -> enrol("invented", "enrol-4", request()),
                Status.Code.PERMISSION_DENIED,
                "enrolment.token-invalid");
        assertRefusalIsAudited("enrol-4", "enrolment.token-invalid: unknown token");
    }

    @Test
    void aTokenThatLapsedIsRefused() throws Exception {
        TestCar.register("enrol-7");
        String token = TestCar.token("enrol-7");
        var clock = new TestClock(Instant.now());
        clock.advance(Duration.ofHours(25));
        QuarkusMock.installMockForType(clock, InstantSource.class);
        refused(() -> enrol(token, "enrol-7", request()), Status.Code.PERMISSION_DENIED, "enrolment.token-invalid");
        assertRefusalIsAudited("enrol-7", "enrolment.token-invalid: expired token");
    }

    @Test
    void aBadRequestDoesNotCostTheToken() throws Exception {
        TestCar.register("enrol-5");
        String token = TestCar.token("enrol-5");
        refused(
                () -> enrol(token, "enrol-5", "no request".getBytes(StandardCharsets.UTF_8)),
                Status.Code.INVALID_ARGUMENT,
                "enrolment.bad-request");
        assertRefusalIsAudited("enrol-5", "enrolment.bad-request: the request cannot be read");
        assertThat(enrol(token, "enrol-5", request()).getVehicleId()).isEqualTo("enrol-5");
    }

    @Test
    void aGuesserWritesOneLineAndNotAThousand() throws Exception {
        for (int attempt = 0; attempt < 20; attempt++) {
            refused(
                    () -> enrol("guessed", "enrol-8", request()),
                    Status.Code.PERMISSION_DENIED,
                    "enrolment.token-invalid");
        }
        assertRefusalIsAudited("enrol-8", "enrolment.token-invalid: unknown token");
        refusals.tellDue(Instant.now().plus(RefusalTally.WINDOW));
        assertThat(Audited.of(database, TestCar.vin("enrol-8")))
                .containsExactly(
                        "vehicle.enrol-refused enrolment.token-invalid: unknown token",
                        "vehicle.enrol-refused enrolment.token-invalid: unknown token, 19 times");
    }

    private void assertRefusalIsAudited(String id, String why) throws SQLException {
        assertThat(Audited.of(database, TestCar.vin(id))).containsExactly("vehicle.enrol-refused " + why);
    }

    private EnrolResponse enrol(String token, String id, byte[] request) throws Exception {
        return TestCar.enrol(pki, config.enrolmentPort(), token, TestCar.vin(id), request);
    }

    private static byte[] request() {
        KeyPair key = TestPki.keyPair("secp256r1");
        return TestPki.request("a car", key, key, "SHA256withECDSA");
    }

    private static void refused(ThrowingCallable act, Status.Code code, String why) {
        assertThatThrownBy(act).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(e.getStatus().getDescription()).isEqualTo(why);
        });
    }
}
