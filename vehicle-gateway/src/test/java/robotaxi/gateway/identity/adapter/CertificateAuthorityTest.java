package robotaxi.gateway.identity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.kit.security.VehicleUrn;
import robotaxi.testkit.TestClock;

class CertificateAuthorityTest {
    private static final VehicleName CAR = new VehicleName("car-7", "RBTX00000L0000007", "sim-cpu");
    private static final String EC = "SHA256withECDSA";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TestPki pki = new TestPki("Unit fleet");

    @TempDir
    Path folder;

    private CertificateAuthority authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        pki.write(folder);
        authority = new CertificateAuthority(new FolderConfig(folder), new TestClock(now));
    }

    @Test
    void theIdentityIsOursAndOnlyTheKeyIsTheCars() throws Exception {
        KeyPair key = TestPki.keyPair("secp256r1");
        List<X509Certificate> chain = authority.sign(CAR, TestPki.request("car-1", key, key, EC));
        X509Certificate leaf = chain.getFirst();
        assertThat(leaf.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(leaf.getSubjectX500Principal().getName())
                .contains("CN=car-7")
                .doesNotContain("car-1");
        assertThat(leaf.getSubjectAlternativeNames())
                .hasSize(2)
                .contains(List.of(6, "urn:robotaxi:vehicle:car-7"), List.of(6, "urn:robotaxi:hardware:sim-cpu"));
        assertThat(leaf.getSubjectX500Principal().toString()).contains("SERIALNUMBER=RBTX00000L0000007");
        assertThat(VehicleUrn.vehicleId(leaf)).hasValue("car-7");
        assertThat(VehicleCertificate.of(leaf)).get().returns(CAR, VehicleCertificate::name);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
    }

    @Test
    void theChainLeadsToTheRoot() throws Exception {
        KeyPair key = TestPki.keyPair("secp256r1");
        List<X509Certificate> chain = authority.sign(CAR, TestPki.request("car-7", key, key, EC));
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.root(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
        var strangers = new PKIXParameters(Set.of(new TrustAnchor(new TestPki("Other fleet").root(), null)));
        strangers.setRevocationEnabled(false);
        assertThatThrownBy(() -> CertPathValidator.getInstance("PKIX").validate(path, strangers))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void whatIsNoRequestIsRefused() {
        refused("no request".getBytes(StandardCharsets.UTF_8), "the request cannot be read");
    }

    @Test
    void aRequestForSomebodyElsesKeyIsRefused() {
        byte[] request = TestPki.request("car-7", TestPki.keyPair("secp256r1"), TestPki.keyPair("secp256r1"), EC);
        refused(request, "the request is not signed by its own key");
    }

    @Test
    void anotherCurveIsRefused() {
        KeyPair key = TestPki.keyPair("secp384r1");
        refused(TestPki.request("car-7", key, key, EC), "the key is not EC P-256");
    }

    @Test
    void aCurveOfTheSameSizeIsRefusedToo() throws Exception {
        var provider = new BouncyCastleProvider();
        var generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair key = generator.generateKeyPair();
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=car-7"), key.getPublic())
                .build(new JcaContentSignerBuilder(EC).setProvider(provider).build(key.getPrivate()))
                .getEncoded();
        refused(request, "the key is not EC P-256");
    }

    @Test
    void anRsaKeyIsRefused() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        KeyPair key = generator.generateKeyPair();
        refused(TestPki.request("car-7", key, key, "SHA256withRSA"), "the key is not EC P-256");
    }

    private void refused(byte[] request, String why) {
        assertThatThrownBy(() -> authority.sign(CAR, request))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(why);
    }

    private record FolderConfig(Path folder) implements GatewayConfig, GatewayConfig.Pki {
        @Override
        public String id() {
            return "gateway-test";
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int linkPort() {
            return 0;
        }

        @Override
        public int enrolmentPort() {
            return 0;
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(3);
        }

        @Override
        public int mostSessions() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration longestDeadline() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration lostAfter() {
            return Duration.ofSeconds(9);
        }

        @Override
        public Pki pki() {
            return this;
        }

        @Override
        public Path root() {
            return folder.resolve("root.pem");
        }

        @Override
        public Path intermediate() {
            return folder.resolve("intermediate.pem");
        }

        @Override
        public Path intermediateKey() {
            return folder.resolve("intermediate.key");
        }

        @Override
        public Path server() {
            return folder.resolve("server.pem");
        }

        @Override
        public Path serverKey() {
            return folder.resolve("server.key");
        }

        @Override
        public Period vehicleValidity() {
            return Period.ofDays(90);
        }
    }
}
