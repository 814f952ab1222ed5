package robotaxi.onboard.identity.adapter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import robotaxi.onboard.queue.SmallFile;

/** Keeps key, chain and root in the car's folder, readable by its owner only. */
public final class IdentityStore {
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    /** In this folder. */
    public IdentityStore(Path folder) {
        this.folder = folder;
    }

    /** The identity, if the car is enrolled. */
    public Optional<CarIdentity> find() throws IOException, GeneralSecurityException {
        if (!Files.exists(folder.resolve("chain.pem")) || !Files.exists(folder.resolve("root.pem"))) {
            return Optional.empty();
        }
        Optional<PrivateKey> key = findKey();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CarIdentity(
                key.get(),
                certificates(folder.resolve("chain.pem")),
                certificates(folder.resolve("root.pem")).getFirst()));
    }

    Optional<PrivateKey> findKey() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("key.pem");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        return Optional.of(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body))));
    }

    void saveKey(PrivateKey key) throws IOException {
        writePrivate("key.pem", pem("PRIVATE KEY", key.getEncoded()));
    }

    void save(List<X509Certificate> chain, X509Certificate root) throws IOException, CertificateException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        writePrivate("root.pem", pem("CERTIFICATE", root.getEncoded()));
        writePrivate("chain.pem", text.toString());
    }

    private void writePrivate(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path file = folder.resolve(name);
        new SmallFile(file).write(text.getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /** The certificates of a PEM file. */
    public static List<X509Certificate> certificates(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> out = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                out.add((X509Certificate) certificate);
            }
            return out;
        }
    }

    static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
