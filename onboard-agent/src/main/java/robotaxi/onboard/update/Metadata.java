package robotaxi.onboard.update;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/** One signed file of a TUF repository. */
record Metadata(JsonMap envelope, JsonMap signed) {
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    static Metadata parse(byte[] bytes, String type) {
        try {
            JsonMap envelope = Json.object(bytes);
            JsonMap signed = envelope.map("signed");
            if (!signed.string("_type").equals(type)) {
                throw new TufException("tuf.wrong-type", "expected " + type + ", got " + signed.string("_type"));
            }
            if (!signed.string("spec_version").startsWith("1.")) {
                throw new TufException("tuf.unknown-spec", "spec version " + signed.string("spec_version"));
            }
            Metadata metadata = new Metadata(envelope, signed);
            if (metadata.version() < 1) {
                throw new TufException("tuf.malformed", "version below 1");
            }
            metadata.expires();
            return metadata;
        } catch (JsonException | DateTimeParseException e) {
            throw new TufException("tuf.malformed", type + " cannot be read: " + e.getMessage());
        }
    }

    long version() {
        return signed.whole("version");
    }

    Instant expires() {
        return Instant.parse(signed.string("expires"));
    }

    void checkNotExpired(Instant now) {
        if (!now.isBefore(expires())) {
            throw new TufException("tuf.expired", signed.string("_type") + " expired at " + expires());
        }
    }

    /** Checks that enough keys of a role of a root have signed this. */
    void checkSignedBy(Metadata root, String role) {
        try {
            JsonMap rules = root.signed.map("roles").map(role);
            Set<String> allowed = new HashSet<>(rules.strings("keyids"));
            Set<String> seen = new HashSet<>();
            Set<String> publicKeys = new HashSet<>();
            byte[] message = CanonicalJson.encode(signed.members());
            for (JsonMap signature : envelope.maps("signatures")) {
                String keyId = signature.string("keyid");
                if (!seen.add(keyId)) {
                    throw new TufException("tuf.bad-signature", "a key id signs twice");
                }
                Optional<JsonMap> key = root.signed.map("keys").findMap(keyId);
                if (allowed.contains(keyId)
                        && key.isPresent()
                        && verifies(key.get(), message, signature.string("sig"))) {
                    publicKeys.add(key.get().map("keyval").string("public"));
                }
            }
            long threshold = rules.whole("threshold");
            if (threshold < 1 || publicKeys.size() < threshold) {
                throw new TufException(
                        "tuf.bad-signature", role + " has " + publicKeys.size() + " good signatures of " + threshold);
            }
        } catch (JsonException e) {
            throw new TufException("tuf.malformed", "signatures cannot be read: " + e.getMessage());
        }
    }

    private static boolean verifies(JsonMap key, byte[] message, String signature) {
        if (!key.string("keytype").equals("ed25519") || !key.string("scheme").equals("ed25519")) {
            return false;
        }
        try {
            byte[] raw = HexFormat.of().parseHex(key.map("keyval").string("public"));
            byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
            System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
            System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey);
            verifier.update(message);
            return verifier.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A signature that cannot even be read is one that does not count.
            return false;
        }
    }
}
