package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key that signs. Its file is the TUF key object with a second member {@code keyval.private}, 32 bytes in hex.
 */
public final class SigningKey {
    private static final int RAW_BYTES = 32;

    private final TufKey publicKey;
    private final byte[] seed;

    private SigningKey(TufKey publicKey, byte[] seed) {
        this.publicKey = publicKey;
        this.seed = seed;
    }

    /** A new key from the platform's secure random. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new SigningKey(new TufKey(HexFormat.of().formatHex(raw)), seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** A key of two halves that belong together. */
    @SuppressWarnings("ArrayParameter")
    public static SigningKey of(String publicHex, byte[] seed) {
        return new SigningKey(new TufKey(publicHex), seed.clone());
    }

    /**
     * Reads the content of a key file.
     *
     * @throws TrustException {@link TrustRefusal#MALFORMED} also when the two halves are not one pair
     */
    public static SigningKey parse(byte[] file) {
        JsonNode json = TufJson.parse(file);
        SigningKey key = new SigningKey(TufKey.of(json), seedOf(json));
        byte[] probe = {1, 2, 3};
        if (!key.publicKey.verifies(probe, key.sign(probe))) {
            throw new TrustException(TrustRefusal.MALFORMED, "public and private half are not one pair");
        }
        return key;
    }

    private static byte[] seedOf(JsonNode json) {
        String hex = TufJson.text(TufJson.member(json, "keyval"), "private");
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new TrustException(TrustRefusal.MALFORMED, "a private key is 32 bytes in lower-case hex");
        }
        return HexFormat.of().parseHex(hex);
    }

    /** The content of its key file. Secret. */
    public byte[] toFile() {
        ObjectNode json = publicKey.toJson();
        json.putObject("keyval")
                .put("public", publicKey.publicHex())
                .put("private", HexFormat.of().formatHex(seed));
        return TufJson.bytesOf(json);
    }

    /** What others verify with. */
    public TufKey publicKey() {
        return publicKey;
    }

    /** 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }
}
