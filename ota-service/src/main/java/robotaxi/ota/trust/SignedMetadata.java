package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One metadata file: what was signed, by whom, and its bytes as they came. Unknown members are kept, because they are signed too.
 */
public final class SignedMetadata {
    private final byte[] bytes;
    private final JsonNode signed;
    private final Map<String, byte[]> signaturesByKeyId;

    private SignedMetadata(byte[] bytes, JsonNode signed, Map<String, byte[]> signaturesByKeyId) {
        this.bytes = bytes;
        this.signed = signed;
        this.signaturesByKeyId = signaturesByKeyId;
    }

    /** Parses a file of the given role; nothing is verified yet but its form. */
    public static SignedMetadata parse(TufRole role, byte[] bytes) {
        JsonNode envelope = TufJson.parse(bytes);
        JsonNode signed = TufJson.member(envelope, "signed");
        SignedMetadata metadata = new SignedMetadata(bytes.clone(), signed, signatures(envelope));
        String type = TufJson.text(signed, "_type");
        if (!role.wireName().equals(type)) {
            throw new TrustException(TrustRefusal.WRONG_TYPE, "expected " + role.wireName() + ", got " + type);
        }
        if (!TufJson.text(signed, "spec_version").startsWith("1.")) {
            throw new TrustException(TrustRefusal.MALFORMED, "spec_version is not 1.x");
        }
        if (metadata.version() < 1) {
            throw new TrustException(TrustRefusal.MALFORMED, "version below 1");
        }
        TufJson.time(signed, "expires");
        return metadata;
    }

    private static Map<String, byte[]> signatures(JsonNode envelope) {
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        for (JsonNode signature : TufJson.member(envelope, "signatures")) {
            String hex = TufJson.text(signature, "sig");
            byte[] raw;
            try {
                raw = HexFormat.of().parseHex(hex);
            } catch (IllegalArgumentException e) {
                throw new TrustException(TrustRefusal.MALFORMED, "a signature is not hex", e);
            }
            if (signatures.put(TufJson.text(signature, "keyid"), raw) != null) {
                throw new TrustException(TrustRefusal.MALFORMED, "a key id stands twice in the signatures");
            }
        }
        return signatures;
    }

    /** The file, byte for byte. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The part that the signatures cover. */
    public JsonNode signed() {
        return signed;
    }

    /** 1 or more. */
    public long version() {
        return TufJson.positive(signed, "version");
    }

    /** From then on it counts for nothing. */
    public Instant expiresAt() {
        return TufJson.time(signed, "expires");
    }

    /** Refuses unless the role's threshold of keys signed; a key counts once. */
    void requireSignedBy(RoleKeys keys) {
        int valid = signersAmong(keys).size();
        if (valid < keys.threshold()) {
            throw new TrustException(
                    TrustRefusal.BAD_SIGNATURE, valid + " valid signatures, " + keys.threshold() + " needed");
        }
    }

    /** Ids of the keys among these whose signature holds. */
    Set<String> signersAmong(RoleKeys keys) {
        byte[] message = CanonicalJson.of(signed);
        return keys.keys().entrySet().stream()
                .filter(key -> {
                    byte[] signature = signaturesByKeyId.get(key.getKey());
                    return signature != null && key.getValue().verifies(message, signature);
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void requireFresh(Instant now) {
        if (!now.isBefore(expiresAt())) {
            throw new TrustException(TrustRefusal.EXPIRED, "expired at " + expiresAt());
        }
    }

    void requireVersion(long expected) {
        if (version() != expected) {
            throw new TrustException(
                    TrustRefusal.WRONG_VERSION, "version " + version() + " where " + expected + " must follow");
        }
    }
}
