package robotaxi.gateway;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;
import robotaxi.testkit.TestSigners;

/** A root, an intermediate and a server certificate, made for one test run. */
public final class TestPki {
    private static final Duration VALIDITY = Duration.ofDays(2);

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, KeyPair key) {}

    private final Identity root;
    private final Identity intermediate;
    private final Identity server;
    private final TestSigners signers;

    /** A fleet of its own: nothing that another one signed is valid here. */
    public TestPki(String name) {
        this.root = sign("CN=" + name + " root", null, true, VALIDITY);
        this.signers = new TestSigners(new TestSigners.Identity(root.certificate(), root.key()));
        this.intermediate = sign("CN=" + name + " vehicles", root, true, VALIDITY);
        this.server = sign(
                "CN=localhost", intermediate, false, VALIDITY, new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    /** This fleet's services as signers of commands. */
    public TestSigners signers() {
        return signers;
    }

    /** What cars pin. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** Signs cars. */
    public X509Certificate intermediate() {
        return intermediate.certificate();
    }

    /** A certificate of the fleet that names something by URIs and nothing else. */
    public Identity forge(String... uris) {
        return sign("CN=forged", intermediate, false, VALIDITY, names(uris));
    }

    /** A certificate as the gateway would sign it, but not by the gateway; a negative validity is over already. */
    public Identity forge(String vehicleId, String vin, String hardwareId, Duration validity) {
        return sign(
                "CN=" + vehicleId + ",SERIALNUMBER=" + vin,
                intermediate,
                false,
                validity,
                names("urn:robotaxi:vehicle:" + vehicleId, "urn:robotaxi:hardware:" + hardwareId));
    }

    private static GeneralName[] names(String... uris) {
        return Arrays.stream(uris)
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .toArray(GeneralName[]::new);
    }

    /** Writes root.pem, intermediate.pem, intermediate.key, server.pem and server.key. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("root.pem"), pem(root.certificate()));
        Files.writeString(folder.resolve("intermediate.pem"), pem(intermediate.certificate()));
        Files.writeString(
                folder.resolve("intermediate.key"),
                pem(new JcaPKCS8Generator(intermediate.key().getPrivate(), null)));
        Files.writeString(folder.resolve("server.pem"), pem(server.certificate()) + pem(intermediate.certificate()));
        Files.writeString(
                folder.resolve("server.key"),
                pem(new JcaPKCS8Generator(server.key().getPrivate(), null)));
    }

    /** A fresh key pair. */
    public static KeyPair keyPair(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS#10, DER. */
    public static byte[] request(String subject, KeyPair key, KeyPair signer, String algorithm) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + subject), key.getPublic())
                    .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Identity sign(
            String name, @Nullable Identity issuer, boolean isCa, Duration validity, GeneralName... alternatives) {
        try {
            Instant now = Instant.now();
            KeyPair key = keyPair("secp256r1");
            var subject = new X500Name(name);
            var builder = new JcaX509v3CertificateBuilder(
                            issuer == null
                                    ? subject
                                    : new X500Name(issuer.certificate()
                                            .getSubjectX500Principal()
                                            .getName()),
                            new BigInteger(100, new SecureRandom()),
                            Date.from(now.minus(VALIDITY)),
                            Date.from(now.plus(validity)),
                            subject,
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
            if (alternatives.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            var signer = issuer == null ? key : issuer.key();
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
            return new Identity(new JcaX509CertificateConverter().getCertificate(holder), key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object what) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }
}
