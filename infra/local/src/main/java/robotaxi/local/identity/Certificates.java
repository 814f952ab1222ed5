package robotaxi.local.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and certificates and keeps them as PEM. */
final class Certificates {
    private static final int SERIAL_BITS = 120;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /**
     * What a certificate is to say.
     *
     * @param purpose extended key usage, empty for none
     * @param names the subject's alternative names
     */
    record Profile(String subject, boolean isAuthority, Duration validity, String purpose, List<GeneralName> names) {
        static Profile authority(String subject, Duration validity, String purpose) {
            return new Profile(subject, true, validity, purpose, List.of());
        }
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static X509Certificate sign(Profile profile, KeyPair key, String issuer, PrivateKey issuerKey)
            throws IOException, GeneralSecurityException {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        boolean isAuthority = profile.isAuthority();
        var builder = new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        new BigInteger(SERIAL_BITS, RANDOM),
                        Date.from(from),
                        Date.from(from.plus(profile.validity())),
                        new X500Name(profile.subject()),
                        key.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority))
                .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(
                                isAuthority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        if (!profile.names().isEmpty()) {
            var names = new GeneralNames(profile.names().toArray(GeneralName[]::new));
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        if (!profile.purpose().isEmpty()) {
            var purpose = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(profile.purpose()));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    static String pem(Object what) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    /** Writes a key for its owner's eyes alone. */
    static void secret(Path file, KeyPair key) throws IOException {
        PrivateFile.write(
                file, pem(new JcaPKCS8Generator(key.getPrivate(), null)).getBytes(StandardCharsets.US_ASCII));
    }

    static PrivateKey readKey(Path pem) throws IOException {
        try (var parser = new PEMParser(Files.newBufferedReader(pem))) {
            return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
    }

    static List<X509Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }
}
