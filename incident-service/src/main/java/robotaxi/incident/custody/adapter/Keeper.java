package robotaxi.incident.custody.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import robotaxi.contracts.custody.Signatures;
import robotaxi.incident.custody.CustodyError;
import robotaxi.kit.problem.FleetException;

/** Who signs for this service's evidence. A key that cannot be used stops the first one who needs it, with the reason. */
@ApplicationScoped
public class Keeper {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private final CustodyConfig config;

    @Inject
    Keeper(CustodyConfig config) {
        this.config = config;
    }

    /**
     * Key and certificates.
     *
     * @param chain the keeper's certificate first
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
        /** Signs a text. */
        public byte[] sign(String text) {
            try {
                return Signatures.sign(key, text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key that signed before signs no more", e);
            }
        }
    }

    /** The identity, if the service was given one. */
    public Optional<Identity> find() {
        if (config.key().isEmpty() || config.chain().isEmpty() || config.root().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                read(config.key().get(), config.chain().get(), config.root().get()));
    }

    /**
     * The identity.
     *
     * @throws FleetException {@code custody.no-key}
     */
    public Identity require() {
        return find().orElseThrow(() -> new FleetException(
                CustodyError.NO_KEY, "incident.custody.key, .chain and .root are needed for what is signed"));
    }

    private static Identity read(Path key, Path chain, Path root) {
        try {
            var body = KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
            if (!body.find()) {
                throw new GeneralSecurityException("the key's file holds no PKCS#8 key");
            }
            PrivateKey secret = KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1))));
            List<X509Certificate> certificates = Signatures.certificates(Files.readString(chain));
            X509Certificate anchor =
                    Signatures.certificates(Files.readString(root)).getFirst();
            Signatures.requirePath(certificates, List.of(anchor));
            if (!Signatures.isKeeper(certificates.getFirst())
                    || !Signatures.isBy(certificates.getFirst(), "probe", Signatures.sign(secret, "probe"))) {
                throw new GeneralSecurityException("the certificate is for another key, or for something else");
            }
            return new Identity(secret, certificates, anchor);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("evidence cannot be signed with incident.custody.key=" + key + ": " + e, e);
        }
    }
}
