package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public Ed25519 key as TUF writes it.
 *
 * @param publicHex 32 bytes in lower-case hex
 */
public record TufKey(String publicHex) {
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Refuses what is not 32 bytes of hex. */
    public TufKey {
        if (!publicHex.matches("[0-9a-f]{64}")) {
            throw new TrustException(TrustRefusal.MALFORMED, "an Ed25519 key is 32 bytes in lower-case hex");
        }
    }

    /** Reads a key object; any other kind than ed25519 is refused. */
    public static TufKey of(JsonNode json) {
        if (!"ed25519".equals(TufJson.text(json, "keytype")) || !"ed25519".equals(TufJson.text(json, "scheme"))) {
            throw new TrustException(TrustRefusal.MALFORMED, "only ed25519 keys are used here");
        }
        return new TufKey(TufJson.text(TufJson.member(json, "keyval"), "public"));
    }

    /** Reads the file of a public key. */
    public static TufKey parse(byte[] file) {
        return of(TufJson.parse(file));
    }

    /** The content of its file: the key object. */
    public byte[] toFile() {
        return TufJson.bytesOf(toJson());
    }

    /** The key object. */
    public ObjectNode toJson() {
        ObjectNode json = TufJson.object().put("keytype", "ed25519").put("scheme", "ed25519");
        json.putObject("keyval").put("public", publicHex);
        return json;
    }

    /** SHA-256 of the canonical key object. */
    public String keyId() {
        return Sha256.hex(CanonicalJson.of(toJson()));
    }

    /** Whether this key made the signature. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(javaKey());
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (SignatureException _) {
            return false; // not even the shape of a signature
        } catch (GeneralSecurityException e) {
            throw new TrustException(TrustRefusal.MALFORMED, "not a point of the curve", e);
        }
    }

    private PublicKey javaKey() throws GeneralSecurityException {
        byte[] raw = HexFormat.of().parseHex(publicHex);
        byte[] encoded = new byte[X509_PREFIX.length + raw.length];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
