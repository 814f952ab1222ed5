package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** Writes and signs the metadata of each role. Every method answers a whole file. */
public final class MetadataAuthor {
    private static final String SPEC_VERSION = "1.0.31";

    private MetadataAuthor() {}

    /** Root: who may sign what. {@code roles} names all four. */
    public static byte[] root(long version, Instant expiresAt, Map<TufRole, RoleKeys> roles, SigningKey... signers) {
        ObjectNode signed = start(TufRole.ROOT, version, expiresAt).put("consistent_snapshot", true);
        ObjectNode keys = signed.putObject("keys");
        ObjectNode rolesJson = signed.putObject("roles");
        for (TufRole role : TufRole.values()) {
            RoleKeys roleKeys = roles.get(role);
            if (roleKeys == null) {
                throw new TrustException(TrustRefusal.MALFORMED, "no keys for " + role.wireName());
            }
            ObjectNode roleJson = rolesJson.putObject(role.wireName()).put("threshold", roleKeys.threshold());
            ArrayNode ids = roleJson.putArray("keyids");
            roleKeys.keys().keySet().stream().sorted().forEach(ids::add);
            roleKeys.keys().forEach((id, key) -> keys.set(id, key.toJson()));
        }
        return sign(signed, signers);
    }

    /** Targets: the files. */
    public static byte[] targets(long version, Instant expiresAt, Collection<TargetFile> files, SigningKey... signers) {
        ObjectNode signed = start(TufRole.TARGETS, version, expiresAt);
        ObjectNode targets = signed.putObject("targets");
        for (TargetFile file : files) {
            ObjectNode json = listed(targets, file);
            if (!file.hardwareIds().isEmpty() || file.manifest() != null) {
                ObjectNode custom = json.putObject("custom").put("releaseCounter", file.releaseCounter());
                ArrayNode hardware = custom.putArray("hardwareIds");
                file.hardwareIds().forEach(hardware::add);
                if (file.manifest() != null) {
                    file.manifest().properties().forEach(member -> custom.set(member.getKey(), member.getValue()));
                }
            }
        }
        return sign(signed, signers);
    }

    private static ObjectNode listed(ObjectNode targets, TargetFile file) {
        ObjectNode json = targets.putObject(file.path()).put("length", file.lengthBytes());
        json.putObject("hashes").put("sha256", file.sha256());
        return json;
    }

    /**
     * A director's targets: what one car shall run. They name the car even where that is nothing, so that no other takes them.
     *
     * @param mayNotDrive releases that no car may drive with any more
     */
    public static byte[] direction(
            long version,
            Instant expiresAt,
            Direction direction,
            Collection<String> mayNotDrive,
            SigningKey... signers) {
        ObjectNode signed = start(TufRole.TARGETS, version, expiresAt);
        ObjectNode said = signed.putObject("custom")
                .put("vehicleId", direction.vehicleId())
                .put("correlationId", direction.rolloutId())
                .put("releaseId", direction.releaseId());
        mayNotDrive.forEach(said.putArray("mayNotDrive")::add);
        ObjectNode targets = signed.putObject("targets");
        direction.file().ifPresent(file -> {
            ObjectNode custom = listed(targets, file).putObject("custom").put("releaseCounter", file.releaseCounter());
            custom.putObject("ecuIdentifiers")
                    .putObject(direction.ecuSerial())
                    .put("hardwareId", direction.hardwareId());
        });
        return sign(signed, signers);
    }

    /** Snapshot: the one targets file that belongs to it. */
    public static byte[] snapshot(long version, Instant expiresAt, SignedMetadata targets, SigningKey... signers) {
        return sign(pointer(TufRole.SNAPSHOT, version, expiresAt, "targets.json", targets), signers);
    }

    /** Timestamp: the newest snapshot. */
    public static byte[] timestamp(long version, Instant expiresAt, SignedMetadata snapshot, SigningKey... signers) {
        return sign(pointer(TufRole.TIMESTAMP, version, expiresAt, "snapshot.json", snapshot), signers);
    }

    private static ObjectNode pointer(
            TufRole role, long version, Instant expiresAt, String name, SignedMetadata pointedAt) {
        ObjectNode signed = start(role, version, expiresAt);
        byte[] bytes = pointedAt.bytes();
        ObjectNode meta = signed.putObject("meta").putObject(name).put("version", pointedAt.version());
        meta.put("length", bytes.length).putObject("hashes").put("sha256", Sha256.hex(bytes));
        return signed;
    }

    private static ObjectNode start(TufRole role, long version, Instant expiresAt) {
        return TufJson.object()
                .put("_type", role.wireName())
                .put("spec_version", SPEC_VERSION)
                .put("version", version)
                .put("expires", TufJson.time(expiresAt));
    }

    private static byte[] sign(ObjectNode signed, SigningKey... signers) {
        byte[] message = CanonicalJson.of(signed);
        ObjectNode envelope = TufJson.object();
        ArrayNode signatures = envelope.putArray("signatures");
        Arrays.stream(signers)
                .forEach(signer -> signatures
                        .addObject()
                        .put("keyid", signer.publicKey().keyId())
                        .put("sig", HexFormat.of().formatHex(signer.sign(message))));
        envelope.set("signed", signed);
        return TufJson.bytesOf(envelope);
    }
}
