package robotaxi.local.identity;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
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
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import robotaxi.local.stack.StackException;

/**
 * The local stack's certificates: a root, an intermediate that the gateway signs cars with, and one server certificate for
 * localhost. The root's key lies in a folder of its own that no service is told of.
 */
public final class FleetPki {
    private static final int SERIAL_BITS = 120;
    private static final int ROOT_YEARS = 10;
    private static final int SERVER_YEARS = 2;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private FleetPki(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing. */
    public static FleetPki in(Path folder) {
        var pki = new FleetPki(folder);
        try {
            if (!Files.exists(pki.server())) {
                pki.create();
            }
            return pki;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new StackException("the certificates in " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** What cars pin. */
    public Path root() {
        return folder.resolve("root.pem");
    }

    /** Signs cars. */
    public Path intermediate() {
        return folder.resolve("intermediate.pem");
    }

    /** Its key. */
    public Path intermediateKey() {
        return folder.resolve("intermediate.key");
    }

    /** The servers' chain. */
    public Path server() {
        return folder.resolve("server.pem");
    }

    /** Its key. */
    public Path serverKey() {
        return folder.resolve("server.key");
    }

    private void create() throws IOException, GeneralSecurityException, OperatorCreationException {
        Files.createDirectories(folder.resolve("offline"));
        KeyPair rootKey = keyPair();
        X500Name rootName = new X500Name("O=Robotaxi fleet,CN=Robotaxi local root");
        X509Certificate root = sign(rootName, rootKey, rootName, rootKey, ROOT_YEARS, true, false);
        KeyPair intermediateKey = keyPair();
        X500Name intermediateName = new X500Name("O=Robotaxi fleet,CN=Robotaxi local vehicles");
        X509Certificate intermediate =
                sign(intermediateName, intermediateKey, rootName, rootKey, ROOT_YEARS, true, false);
        KeyPair serverKey = keyPair();
        X509Certificate server = sign(
                new X500Name("O=Robotaxi fleet,CN=localhost"),
                serverKey,
                intermediateName,
                intermediateKey,
                SERVER_YEARS,
                false,
                true);
        secret(folder.resolve("offline/root.key"), rootKey);
        secret(intermediateKey(), intermediateKey);
        secret(serverKey(), serverKey);
        Files.writeString(root(), pem(root));
        Files.writeString(intermediate(), pem(intermediate));
        // Written last: its presence says that all is there.
        Files.writeString(server(), pem(server) + pem(intermediate));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate sign(
            X500Name subject,
            KeyPair key,
            X500Name issuer,
            KeyPair issuerKey,
            int years,
            boolean isCa,
            boolean isServer)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now().minus(1, ChronoUnit.HOURS);
        var builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(now),
                        Date.from(now.plus(365L * years, ChronoUnit.DAYS)),
                        subject,
                        key.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa))
                .addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(isCa ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        if (isServer) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                    }))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }
        var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static String pem(Object what) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    private static void secret(Path file, KeyPair key) throws IOException {
        PrivateFile.write(
                file, pem(new JcaPKCS8Generator(key.getPrivate(), null)).getBytes(StandardCharsets.US_ASCII));
    }
}
