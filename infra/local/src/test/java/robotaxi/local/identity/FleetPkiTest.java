package robotaxi.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetPkiTest {
    @TempDir
    Path folder;

    private static List<? extends Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(pem)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(file));
        }
    }

    @Test
    void theServersChainLeadsToTheRoot() throws Exception {
        FleetPki pki = FleetPki.in(folder);
        X509Certificate root = (X509Certificate) certificates(pki.root()).getFirst();
        List<? extends Certificate> chain = certificates(pki.server());
        assertThat(chain).hasSize(2);
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
        X509Certificate server = (X509Certificate) chain.getFirst();
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void theIntermediateMaySignCarsAndTheServerNobody() throws Exception {
        FleetPki pki = FleetPki.in(folder);
        X509Certificate intermediate =
                (X509Certificate) certificates(pki.intermediate()).getFirst();
        assertThat(intermediate.getBasicConstraints()).isNotNegative();
        assertThat(intermediate.getKeyUsage()[5]).as("may sign certificates").isTrue();
        X509Certificate server = (X509Certificate) certificates(pki.server()).getFirst();
        assertThat(server.getKeyUsage()[5]).as("may sign certificates").isFalse();
    }

    @Test
    void keysAreReadByTheirOwnerAloneAndTheRootsLiesApart() throws IOException {
        FleetPki pki = FleetPki.in(folder);
        for (Path key : List.of(pki.intermediateKey(), pki.serverKey(), folder.resolve("offline/root.key"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .as(key.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theNextStartFindsTheSameFleetAndAHalfMadeOneIsMadeAnew() throws IOException {
        FleetPki pki = FleetPki.in(folder);
        String root = Files.readString(pki.root());
        FleetPki.in(folder);
        assertThat(Files.readString(pki.root())).isEqualTo(root);
        Files.delete(pki.server());
        FleetPki.in(folder);
        assertThat(pki.server()).exists();
        assertThat(Files.readString(pki.root())).isNotEqualTo(root);
    }
}
