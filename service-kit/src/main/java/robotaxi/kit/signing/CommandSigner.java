package robotaxi.kit.signing;

import com.google.protobuf.ByteString;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.conscrypt.Conscrypt;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.SignedBytes;
import robotaxi.contracts.signing.SignerCertificate;

/**
 * Signs this service's commands, under the name in its certificate. A bean that sends commands injects it and is made when the
 * service starts, so that a service without a usable key does not start. Safe for use by several threads.
 */
@Singleton
public class CommandSigner {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** BoringSSL signs in an eighth of the JDK's time; where it has no build for the machine, the JDK does it. */
    private static final Provider PROVIDER =
            Conscrypt.isAvailable() ? Conscrypt.newProvider() : Security.getProvider("SunEC");

    private final String service;
    private final List<ByteString> chain;
    private final ThreadLocal<Signature> signatures;

    @Inject
    CommandSigner(CommandSigningConfig config, InstantSource clock) {
        this(config.key(), config.chain(), clock);
    }

    /**
     * Reads key and certificates, PEM.
     *
     * @throws IllegalStateException if they are not there, do not fit each other, are no signer's or not in force; says which
     */
    public CommandSigner(Path key, Path chain, InstantSource clock) {
        try {
            List<X509Certificate> certificates = certificates(chain);
            X509Certificate own = certificates.getFirst();
            own.checkValidity(java.util.Date.from(clock.instant()));
            this.service = SignerCertificate.serviceOf(own);
            this.chain = encoded(certificates);
            PrivateKey secret = key(key);
            this.signatures = ThreadLocal.withInitial(() -> signature(secret));
            requirePair(own.getPublicKey());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "commands cannot be signed with command-signing.key=" + key + " and command-signing.chain=" + chain
                            + ": " + e,
                    e);
        }
    }

    /** The name under which cars know this service. */
    public String service() {
        return service;
    }

    /** The finished command for one car, signed. Whatever is changed in it afterwards but its sequence, the car refuses it. */
    public Command sign(Command.Builder command) {
        return signed(command.setFleetWide(false));
    }

    /**
     * The finished command for all cars, signed once: each car's copy is this one with {@code command_id} and {@code vehicle_id} set.
     * Cars take only emergencies so.
     */
    public Command signFleetWide(Command.Builder command) {
        return signed(command.setFleetWide(true));
    }

    private Command signed(Command.Builder command) {
        command.setSigner(service);
        try {
            byte[] signature = sign(SignedBytes.of(command.buildPartial()));
            return command.setSignature(ByteString.copyFrom(signature))
                    .clearSignerChain()
                    .addAllSignerChain(chain)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that signed before signs no more", e);
        }
    }

    private byte[] sign(byte[] bytes) throws GeneralSecurityException {
        Signature signature = signatures.get();
        signature.update(bytes);
        return signature.sign();
    }

    private static Signature signature(PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", PROVIDER);
            signature.initSign(key);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
    }

    private void requirePair(PublicKey expected) throws GeneralSecurityException {
        byte[] probe = service.getBytes(StandardCharsets.UTF_8);
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(expected);
        check.update(probe);
        if (!check.verify(sign(probe))) {
            throw new GeneralSecurityException("the certificate is for another key");
        }
    }

    private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        var body = KEY.matcher(Files.readString(pem, StandardCharsets.US_ASCII));
        if (!body.find()) {
            throw new GeneralSecurityException("the key's file holds no PKCS#8 key");
        }
        return KeyFactory.getInstance("EC", PROVIDER)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1))));
    }

    private static List<X509Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        try (InputStream file = Files.newInputStream(pem)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                chain.add((X509Certificate) certificate);
            }
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("the chain's file holds no certificate");
        }
        return chain;
    }

    private static List<ByteString> encoded(List<X509Certificate> chain) throws GeneralSecurityException {
        List<ByteString> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            encoded.add(ByteString.copyFrom(certificate.getEncoded()));
        }
        return List.copyOf(encoded);
    }
}
