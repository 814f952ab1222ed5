package robotaxi.testkit;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A vehicle CA for one test run: the server's PEM files and a TLS context for any car. */
public final class TestCertificates {
    private static final X500Name CA = new X500Name("CN=test vehicle CA");
    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair caKeys;
    private final X509Certificate ca;

    /** A new CA. */
    public TestCertificates() {
        caKeys = keys();
        ca = certificate(CA, caKeys, true, new GeneralName(GeneralName.dNSName, "ca"));
    }

    /** Writes server.crt, server.key and ca.crt. */
    public void writeServer(Path folder) throws IOException {
        KeyPair server = keys();
        pem(folder.resolve("server.key"), server.getPrivate());
        pem(
                folder.resolve("server.crt"),
                certificate(
                        new X500Name("CN=localhost"),
                        server,
                        false,
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        pem(folder.resolve("ca.crt"), ca);
    }

    /**
     * A car's identity.
     *
     * @param context what it speaks with
     */
    public record Car(SSLContext context, PrivateKey key, PublicKey publicKey, X509Certificate certificate) {}

    /** Writes car.crt and car.key, for clients that are not Java. */
    public void writeCar(Path folder, String vehicleId) throws IOException {
        KeyPair keys = keys();
        pem(folder.resolve("car.key"), keys.getPrivate());
        pem(folder.resolve("car.crt"), carCertificate(vehicleId, keys));
    }

    /** Writes keeper.key and keeper.crt, for what signs evidence; {@code purpose} is its extended key usage. */
    public void writeKeeper(Path folder, String purpose) throws IOException {
        KeyPair keys = keys();
        pem(folder.resolve("keeper.key"), keys.getPrivate());
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    CA,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofHours(1))),
                    new X500Name("CN=keeper"),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose))));
            pem(
                    folder.resolve("keeper.crt"),
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate()))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate carCertificate(String vehicleId, KeyPair keys) {
        return certificate(
                new X500Name("CN=" + vehicleId),
                keys,
                false,
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:robotaxi:vehicle:" + vehicleId));
    }

    /** What a car speaks with. */
    public SSLContext car(String vehicleId) {
        return identity(vehicleId).context();
    }

    /** A car with a new key. */
    public Car identity(String vehicleId) {
        try {
            KeyPair keys = keys();
            X509Certificate certificate = carCertificate(vehicleId, keys);
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("car", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate, ca});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(own, NO_PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", ca);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return new Car(context, keys.getPrivate(), keys.getPublic(), certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(X500Name subject, KeyPair keys, boolean authority, GeneralName... names) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    CA,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofHours(1))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pem(Path file, Object object) throws IOException {
        try (var writer =
                new JcaPEMWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.US_ASCII))) {
            writer.writeObject(
                    object instanceof PrivateKey key
                            ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(key, null)
                            : object);
        }
    }
}
