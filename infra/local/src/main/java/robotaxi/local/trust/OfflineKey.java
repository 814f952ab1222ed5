package robotaxi.local.trust;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import robotaxi.local.identity.PrivateFile;
import robotaxi.local.stack.StackException;
import robotaxi.ota.trust.SigningKey;

/**
 * A key of one person: a PEM file that only its owner may read, encrypted with a passphrase (PKCS#8, PBES2 with AES-256), so that other
 * tools read it, too. Beside it lies the public half, which may go anywhere.
 */
public final class OfflineKey {
    private static final int ITERATIONS = 600_000;

    /** The JDK takes the name of AES in such files for AES without padding. */
    private static final Provider PADS = new BouncyCastleProvider();

    private OfflineKey() {}

    /** Makes a key; answers the file of its public half. */
    public static Path make(Path folder, String name, char[] passphrase) {
        Path secret = folder.resolve(name + ".key.pem");
        Path open = folder.resolve(name + ".pub.json");
        if (Files.exists(secret) || Files.exists(open)) {
            throw new StackException(secret + " is there already, and is not overwritten");
        }
        try {
            var parameters = new Ed25519PrivateKeyParameters(new SecureRandom());
            PrivateFile.write(secret, encrypted(parameters, passphrase).getBytes(StandardCharsets.US_ASCII));
            Files.write(open, signing(parameters).publicKey().toFile());
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    private static String encrypted(Ed25519PrivateKeyParameters key, char[] passphrase)
            throws IOException, OperatorCreationException {
        var encryptor = new JcePKCSPBEOutputEncryptorBuilder(
                        new PBKDF2Config.Builder()
                                .withIterationCount(ITERATIONS)
                                .withPRF(new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                                .build(),
                        NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(PADS)
                .build(passphrase);
        // Without the public half, which tools of today do not expect here.
        var plain = new PrivateKeyInfo(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), new DEROctetString(key.getEncoded()));
        var info = new PKCS8EncryptedPrivateKeyInfoBuilder(plain).build(encryptor);
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(new PemObject("ENCRYPTED PRIVATE KEY", info.getEncoded()));
        }
        return text.toString();
    }

    /** Whether the file holds a key of the local stack, or a service's: those have no passphrase. */
    public static boolean isOpen(Path secret) {
        try {
            return Files.readString(secret, StandardCharsets.US_ASCII).startsWith("{");
        } catch (IOException e) {
            throw new StackException(secret + " cannot be read", e);
        }
    }

    /** Reads a key that has no passphrase. */
    public static SigningKey open(Path secret) {
        try {
            return SigningKey.parse(Files.readAllBytes(secret));
        } catch (IOException e) {
            throw new StackException(secret + " cannot be read", e);
        }
    }

    /** Opens a key with its passphrase. */
    public static SigningKey open(Path secret, char[] passphrase) {
        try (var pem = new PEMParser(new StringReader(Files.readString(secret, StandardCharsets.US_ASCII)))) {
            if (!(pem.readObject() instanceof PKCS8EncryptedPrivateKeyInfo info)) {
                throw new StackException(secret + " holds no encrypted key");
            }
            var decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(PADS)
                    .build(passphrase);
            var key = PrivateKeyFactory.createKey(info.decryptPrivateKeyInfo(decryptor));
            if (!(key instanceof Ed25519PrivateKeyParameters ed25519)) {
                throw new StackException(secret + " holds no Ed25519 key");
            }
            return signing(ed25519);
        } catch (IOException e) {
            throw new StackException(secret + " cannot be read", e);
        } catch (PKCSException e) {
            throw new StackException("the passphrase does not open " + secret, e);
        }
    }

    private static SigningKey signing(Ed25519PrivateKeyParameters key) {
        return SigningKey.of(HexFormat.of().formatHex(key.generatePublicKey().getEncoded()), key.getEncoded());
    }
}
