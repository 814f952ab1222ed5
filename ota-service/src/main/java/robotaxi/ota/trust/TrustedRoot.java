package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A root whose signatures hold, and what it says about who may sign what. */
public final class TrustedRoot {
    private final SignedMetadata metadata;
    private final Map<TufRole, RoleKeys> roles;

    private TrustedRoot(SignedMetadata metadata) {
        this.metadata = metadata;
        this.roles = rolesOf(metadata.signed());
    }

    /** The first root: it vouches for itself, so the caller must know where it came from. */
    public static TrustedRoot first(byte[] bytes) {
        TrustedRoot root = new TrustedRoot(SignedMetadata.parse(TufRole.ROOT, bytes));
        root.metadata.requireSignedBy(root.keys(TufRole.ROOT));
        return root;
    }

    /** The root after this one: both must vouch for it, and no version may be skipped. */
    public TrustedRoot next(byte[] bytes) {
        TrustedRoot next = new TrustedRoot(SignedMetadata.parse(TufRole.ROOT, bytes));
        next.metadata.requireSignedBy(keys(TufRole.ROOT));
        next.metadata.requireSignedBy(next.keys(TufRole.ROOT));
        next.metadata.requireVersion(metadata.version() + 1);
        return next;
    }

    /** Refuses once it has expired; asked only of the newest root. */
    public TrustedRoot requireFresh(Instant now) {
        metadata.requireFresh(now);
        return this;
    }

    /**
     * Verifies targets as a client would.
     *
     * @param previous the targets in force, or null before the first
     */
    public SignedMetadata verifyTargets(byte[] bytes, @Nullable SignedMetadata previous, Instant now) {
        SignedMetadata targets = SignedMetadata.parse(TufRole.TARGETS, bytes);
        targets.requireSignedBy(keys(TufRole.TARGETS));
        if (previous != null) {
            targets.requireVersion(previous.version() + 1);
        }
        targets.requireFresh(now);
        TargetFile.listedIn(targets);
        return targets;
    }

    /** Verifies a snapshot or a timestamp against this root. */
    public SignedMetadata verifyOnline(TufRole role, byte[] bytes, Instant now) {
        SignedMetadata online = SignedMetadata.parse(role, bytes);
        online.requireSignedBy(keys(role));
        online.requireFresh(now);
        return online;
    }

    /** Refuses any other version. */
    public TrustedRoot requireVersion(long version) {
        metadata.requireVersion(version);
        return this;
    }

    /** The file. */
    public SignedMetadata metadata() {
        return metadata;
    }

    /** Who may sign for a role. */
    public RoleKeys keys(TufRole role) {
        RoleKeys keys = roles.get(role);
        if (keys == null) {
            throw new TrustException(TrustRefusal.MALFORMED, "root lists no role " + role.wireName());
        }
        return keys;
    }

    static Map<TufRole, RoleKeys> rolesOf(JsonNode signed) {
        if (!TufJson.member(signed, "consistent_snapshot").asBoolean(false)) {
            throw new TrustException(TrustRefusal.MALFORMED, "consistent_snapshot must be true");
        }
        JsonNode keys = TufJson.member(signed, "keys");
        JsonNode roles = TufJson.member(signed, "roles");
        Map<TufRole, RoleKeys> result = new EnumMap<>(TufRole.class);
        for (TufRole role : TufRole.values()) {
            result.put(role, roleKeys(TufJson.member(roles, role.wireName()), keys));
        }
        return result;
    }

    private static RoleKeys roleKeys(JsonNode role, JsonNode keys) {
        Map<String, TufKey> byId = new LinkedHashMap<>();
        for (JsonNode id : TufJson.member(role, "keyids")) {
            TufKey key = TufKey.of(TufJson.member(keys, id.asText()));
            // A key under a second, made-up id would count twice.
            if (!key.keyId().equals(id.asText())) {
                throw new TrustException(TrustRefusal.MALFORMED, "a key id is not the hash of its key");
            }
            byId.put(id.asText(), key);
        }
        return new RoleKeys(byId, (int) Math.min(Integer.MAX_VALUE, TufJson.positive(role, "threshold")));
    }
}
