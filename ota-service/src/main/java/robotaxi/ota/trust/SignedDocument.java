package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A document of ours in the envelope that TUF has: {@code {"signed": {...}, "signatures": [{"keyid", "sig"}]}}, an Ed25519 signature over
 * the canonical JSON of {@code signed}.
 *
 * @param canonical what is signed, as canonical JSON
 * @param keyId of the key that signed it
 * @param signature in hex
 */
public record SignedDocument(JsonNode content, String canonical, String keyId, String signature) {
    /**
     * Reads one; empty if none of the keys signed it.
     *
     * @throws TrustException {@link TrustRefusal#MALFORMED} if it cannot be read
     */
    public static Optional<SignedDocument> verified(byte[] body, Collection<TufKey> keys) {
        JsonNode all = TufJson.parse(body);
        JsonNode signed = TufJson.member(all, "signed");
        byte[] bytes = CanonicalJson.of(signed);
        for (JsonNode each : TufJson.member(all, "signatures")) {
            String keyId = TufJson.text(each, "keyid");
            String signature = TufJson.text(each, "sig");
            if (keys.stream().anyMatch(key -> key.keyId().equals(keyId) && key.verifies(bytes, raw(signature)))) {
                return Optional.of(
                        new SignedDocument(signed, new String(bytes, StandardCharsets.UTF_8), keyId, signature));
            }
        }
        return Optional.empty();
    }

    private static byte[] raw(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new TrustException(TrustRefusal.MALFORMED, "a signature is written in hex", e);
        }
    }

    /** A text of it. */
    public String text(String member) {
        return TufJson.text(content, member);
    }

    /** Signs a document. */
    public static byte[] sign(JsonNode content, SigningKey key) {
        var envelope = TufJson.object();
        envelope.set("signed", content);
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", key.publicKey().keyId())
                .put("sig", HexFormat.of().formatHex(key.sign(CanonicalJson.of(content))));
        return TufJson.bytesOf(envelope);
    }
}
