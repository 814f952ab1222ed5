package robotaxi.ota.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Root or targets metadata that several people sign one after the other, each on a machine of their own: begun without signatures, carried
 * from hand to hand as a file, and complete when the thresholds of those who judge it are met.
 *
 * @param metadata as it is so far
 * @param judge the root before, for a root; the root in force, for targets; none for a first root
 */
public record Ceremony(SignedMetadata metadata, TufRole role, Optional<TrustedRoot> judge) {
    /**
     * Signatures that are needed.
     *
     * @param who in words, for instance "root of version 1"
     * @param signed ids of the keys that have signed
     * @param open ids of those that may yet
     */
    public record Need(String who, int threshold, Set<String> signed, Set<String> open) {
        /** Whether enough have signed. */
        public boolean isMet() {
            return signed.size() >= threshold;
        }
    }

    /** Takes up a draft. */
    public static Ceremony of(byte[] draft, Optional<TrustedRoot> judge) {
        TufRole role = roleOf(draft);
        if (role != TufRole.ROOT && judge.isEmpty()) {
            throw new TrustException(TrustRefusal.NO_ROOT, "the root in force is needed to judge " + role.wireName());
        }
        return new Ceremony(SignedMetadata.parse(role, draft), role, judge);
    }

    private static TufRole roleOf(byte[] draft) {
        String type = TufJson.text(TufJson.member(TufJson.parse(draft), "signed"), "_type");
        return switch (type) {
            case "root" -> TufRole.ROOT;
            case "targets" -> TufRole.TARGETS;
            default -> throw new TrustException(TrustRefusal.WRONG_TYPE, type + " is signed by the service");
        };
    }

    /**
     * Begins the root after this one.
     *
     * @param changed roles that are to have other keys; the others keep theirs
     */
    public static byte[] beginRoot(Optional<TrustedRoot> before, Map<TufRole, RoleKeys> changed, Instant expiresAt) {
        Map<TufRole, RoleKeys> roles = new EnumMap<>(TufRole.class);
        before.ifPresent(known -> {
            for (TufRole role : TufRole.values()) {
                roles.put(role, known.keys(role));
            }
        });
        roles.putAll(changed);
        long version = before.map(known -> known.metadata().version()).orElse(0L) + 1;
        return MetadataAuthor.root(version, expiresAt, roles);
    }

    /** Begins the targets after these, with files put in place of those of the same path. */
    public static byte[] beginTargets(Optional<SignedMetadata> before, List<TargetFile> files, Instant expiresAt) {
        Map<String, TargetFile> all =
                new TreeMap<>(before.map(TargetFile::listedIn).orElse(Map.of()));
        long version = before.map(SignedMetadata::version).orElse(0L) + 1;
        for (TargetFile file : files) {
            // The list's own version counts the releases: it grows with each of them.
            all.put(
                    file.path(),
                    new TargetFile(
                            file.path(),
                            file.lengthBytes(),
                            file.sha256(),
                            file.hardwareIds(),
                            version,
                            file.manifest()));
        }
        return MetadataAuthor.targets(version, expiresAt, all.values());
    }

    /** Adds a signature; refuses a key that no need asks for. */
    public byte[] sign(SigningKey key) {
        String keyId = key.publicKey().keyId();
        if (needs().stream().noneMatch(need -> need.open().contains(keyId))) {
            throw new TrustException(
                    TrustRefusal.BAD_SIGNATURE, "key " + keyId + " has signed already, or may not sign this");
        }
        ObjectNode envelope = (ObjectNode) TufJson.parse(metadata.bytes());
        ((ArrayNode) envelope.get("signatures"))
                .addObject()
                .put("keyid", keyId)
                .put("sig", HexFormat.of().formatHex(key.sign(CanonicalJson.of(metadata.signed()))));
        return TufJson.bytesOf(envelope);
    }

    /** Whose signatures it needs. */
    public List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        judge.ifPresent(root ->
                needs.add(need(role.wireName() + " of root " + root.metadata().version(), root.keys(role))));
        if (role == TufRole.ROOT) {
            needs.add(need("root of this root", ownRoles().get(TufRole.ROOT)));
        }
        return needs;
    }

    private Map<TufRole, RoleKeys> ownRoles() {
        return TrustedRoot.rolesOf(metadata.signed());
    }

    private Need need(String who, @Nullable RoleKeys keys) {
        if (keys == null) {
            throw new TrustException(TrustRefusal.MALFORMED, "no keys for " + who);
        }
        Set<String> signed = metadata.signersAmong(keys);
        Set<String> open = new TreeSet<>(keys.keys().keySet());
        open.removeAll(signed);
        return new Need(who, keys.threshold(), signed, open);
    }

    /** Whether a client would believe it at this time. */
    public boolean isComplete(Instant now) {
        return isNext()
                && now.isBefore(metadata.expiresAt())
                && needs().stream().allMatch(Need::isMet);
    }

    private boolean isNext() {
        return role != TufRole.ROOT
                || metadata.version()
                        == judge.map(root -> root.metadata().version()).orElse(0L) + 1;
    }

    /** What whoever signs it agrees to, line by line. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(role.wireName() + " version " + metadata.version() + ", expires " + metadata.expiresAt());
        if (role == TufRole.ROOT) {
            ownRoles().forEach((each, keys) -> lines.add(describe(each, keys)));
        } else {
            TargetFile.listedIn(metadata)
                    .values()
                    .forEach(file -> lines.add("  " + file.path() + " " + file.lengthBytes() + " bytes, sha256 "
                            + file.sha256() + ", counter " + file.releaseCounter()));
        }
        return lines;
    }

    private String describe(TufRole each, RoleKeys keys) {
        Set<String> before = judge.map(root -> root.keys(each).keys().keySet()).orElse(Set.of());
        StringBuilder line = new StringBuilder("  " + each.wireName() + " " + keys.threshold() + " of "
                + keys.keys().size() + ":");
        new TreeSet<>(keys.keys().keySet())
                .forEach(id -> line.append(' ').append(id, 0, 12).append(before.contains(id) ? "" : " (new)"));
        before.stream()
                .filter(id -> !keys.keys().containsKey(id))
                .sorted()
                .forEach(id -> line.append(' ').append(id, 0, 12).append(" (gone)"));
        return line.toString();
    }
}
