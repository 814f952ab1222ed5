package robotaxi.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.contracts.signing.SignedBytes;
import robotaxi.contracts.signing.SignerCertificate;

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
        for (Path key : List.of(
                pki.intermediateKey(),
                pki.serverKey(),
                pki.signer("ota").key(),
                folder.resolve("offline/services.key"),
                folder.resolve("offline/root.key"))) {
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

    /** The service's command, verified with the root that cars pin. */
    private static Optional<SignatureRefusal> verdict(FleetPki pki, FleetPki.Signer signer) throws Exception {
        Command.Builder command = Command.newBuilder()
                .setSigner("dispatch")
                .setCancelMission(CancelMission.newBuilder().setMissionId("m1"));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(Certificates.readKey(signer.key()));
        signature.update(SignedBytes.of(command.build()));
        command.setSignature(ByteString.copyFrom(signature.sign()));
        for (Certificate certificate : certificates(signer.chain())) {
            command.addSignerChain(ByteString.copyFrom(certificate.getEncoded()));
        }
        X509Certificate root = (X509Certificate) certificates(pki.root()).getFirst();
        return new CommandVerifier(root, InstantSource.system()).refuse(command.build());
    }

    @Test
    void aServicesSignatureIsGoodAndTheNextStartKeepsItsKey() throws Exception {
        FleetPki pki = FleetPki.in(folder);
        FleetPki.Signer signer = pki.signer("dispatch");
        assertThat(verdict(pki, signer)).isEmpty();
        String before = Files.readString(signer.key());
        assertThat(Files.readString(FleetPki.in(folder).signer("dispatch").key()))
                .isEqualTo(before);
    }

    @Test
    void aFleetOfBeforeGetsItsSignersAndACutOneIsMadeAnew() throws Exception {
        FleetPki pki = FleetPki.in(folder);
        Files.delete(pki.services());
        assertThat(verdict(pki, FleetPki.in(folder).signer("dispatch"))).isEmpty();
        Files.delete(pki.signer("dispatch").chain());
        assertThat(verdict(pki, FleetPki.in(folder).signer("dispatch"))).isEmpty();
        Files.delete(pki.server());
        FleetPki anew = FleetPki.in(folder);
        assertThat(verdict(anew, anew.signer("dispatch"))).isEmpty();
    }

    @Test
    void whoeverSignsCarsMakesNoSigners() throws Exception {
        FleetPki pki = FleetPki.in(folder);
        var profile = new Certificates.Profile(
                "CN=dispatch",
                false,
                Duration.ofDays(1),
                SignerCertificate.PURPOSE,
                List.of(new GeneralName(GeneralName.uniformResourceIdentifier, SignerCertificate.urn("dispatch"))));
        KeyPair key = Certificates.keyPair();
        X509Certificate vehicles =
                (X509Certificate) certificates(pki.intermediate()).getFirst();
        X509Certificate forged = Certificates.sign(
                profile,
                key,
                vehicles.getSubjectX500Principal().getName(),
                Certificates.readKey(pki.intermediateKey()));
        var signer = new FleetPki.Signer(folder.resolve("forged.key"), folder.resolve("forged.pem"));
        Certificates.secret(signer.key(), key);
        Files.writeString(signer.chain(), Certificates.pem(forged) + Certificates.pem(vehicles));

        assertThat(verdict(pki, signer))
                .get()
                .extracting(SignatureRefusal::code)
                .isEqualTo("command.bad-signature");
    }
}
