package robotaxi.gateway.identity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.link.adapter.GatewayConfig;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class EnrolmentTest {
    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

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
        assertThat(audited("enrol-1")).contains("vehicle.enrol");
        assertThat(audited(TestCar.vin("enrol-1"))).containsExactly("vehicle.enrol-refused");
    }

    @Test
    void aTokenOfAnotherCarIsRefusedAndNotUsedUp() throws Exception {
        TestCar.register("enrol-2");
        String token = TestCar.token("enrol-2");
        refused(() -> enrol(token, "enrol-3", request()), Status.Code.PERMISSION_DENIED, "enrolment.identity-mismatch");
        assertThat(enrol(token, "enrol-2", request()).getVehicleId()).isEqualTo("enrol-2");
    }

    @Test
    void anInventedTokenIsRefused() {
        refused(
                () -> enrol("invented", "enrol-4", request()),
                Status.Code.PERMISSION_DENIED,
                "enrolment.token-invalid");
    }

    @Test
    void aBadRequestDoesNotCostTheToken() throws Exception {
        TestCar.register("enrol-5");
        String token = TestCar.token("enrol-5");
        refused(
                () -> enrol(token, "enrol-5", "no request".getBytes(StandardCharsets.UTF_8)),
                Status.Code.INVALID_ARGUMENT,
                "enrolment.bad-request");
        assertThat(enrol(token, "enrol-5", request()).getVehicleId()).isEqualTo("enrol-5");
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

    private List<String> audited(String subject) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select action from audit_entry where subject = ? order by position")) {
            query.setString(1, subject);
            List<String> actions = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    actions.add(rows.getString(1));
                }
            }
            return actions;
        }
    }
}
