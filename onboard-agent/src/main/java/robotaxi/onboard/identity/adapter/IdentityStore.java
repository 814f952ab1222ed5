package robotaxi.onboard.identity.adapter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.queue.SmallFile;

/**
 * Keeps key, chain and root in the car's folder, readable by its owner only. They are one file that is replaced as a whole: after a
 * power cut it holds the old identity or the new, never the key of one with the certificate of the other.
 */
public final class IdentityStore {
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** The three files of earlier versions, in the order in which they stand in the one file. */
    private static final List<String> FORMER = List.of("key.pem", "chain.pem", "root.pem");

    private final Path folder;
    private final Path file;
    private @Nullable CarIdentity current;

    /** In this folder. */
    public IdentityStore(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("identity.pem");
    }

    /** The identity, if the car is enrolled. */
    public synchronized Optional<CarIdentity> find() throws IOException, GeneralSecurityException {
        if (current == null) {
            current = read();
        }
        return Optional.ofNullable(current);
    }

    /** The new identity is the car's when this returns; if it throws, the old one still is. */
    synchronized void save(CarIdentity identity) throws IOException, GeneralSecurityException {
        StringBuilder text = new StringBuilder(pem("PRIVATE KEY", identity.key().getEncoded()));
        for (X509Certificate certificate : identity.chain()) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        text.append(pem("CERTIFICATE", identity.root().getEncoded()));
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        new SmallFile(file).write(text.toString().getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        current = identity;
        for (String former : FORMER) {
            new SmallFile(folder.resolve(former)).delete();
        }
    }

    private @Nullable CarIdentity read() throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        }
        StringBuilder former = new StringBuilder();
        for (String name : FORMER) {
            if (!Files.exists(folder.resolve(name))) {
                return null;
            }
            former.append(Files.readString(folder.resolve(name), StandardCharsets.US_ASCII));
        }
        return parse(former.toString());
    }

    private static CarIdentity parse(String text) throws IOException, GeneralSecurityException {
        var body = KEY.matcher(text);
        if (!body.find()) {
            throw new IOException("the identity's file holds no key");
        }
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1))));
        List<X509Certificate> certificates = certificates(body.replaceFirst(""));
        if (certificates.size() < 2) {
            throw new IOException("the identity's file is cut short");
        }
        return new CarIdentity(
                key, List.copyOf(certificates.subList(0, certificates.size() - 1)), certificates.getLast());
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /** The certificates of a PEM file. */
    public static List<X509Certificate> certificates(Path pem) throws IOException, CertificateException {
        return certificates(Files.readString(pem, StandardCharsets.US_ASCII));
    }

    private static List<X509Certificate> certificates(String pem) throws CertificateException {
        List<X509Certificate> out = new ArrayList<>();
        var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            out.add((X509Certificate) certificate);
        }
        return out;
    }

    static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
