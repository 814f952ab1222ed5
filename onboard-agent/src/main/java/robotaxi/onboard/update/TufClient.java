package robotaxi.onboard.update;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/**
 * Brings the car's view of the repository up to date, check by check in the order of the TUF specification, and vouches for
 * targets. Every refusal has a code of its own.
 */
public final class TufClient {
    private static final String ROOT = "root";
    private static final String TIMESTAMP = "timestamp";
    private static final String SNAPSHOT = "snapshot";
    private static final String TARGETS = "targets";
    private static final int MAX_ROTATIONS = 256;
    private static final long MAX_ROOT = 512_000;
    private static final long MAX_TIMESTAMP = 16_384;
    private static final long MAX_SNAPSHOT = 2_000_000;
    private static final long MAX_TARGETS = 5_000_000;

    private final byte[] pinnedRoot;
    private final MetadataSource source;
    private final TrustStore store;

    /** Trusts nothing but the pinned root and what followed from it. */
    @SuppressWarnings("ArrayParameter")
    public TufClient(byte[] pinnedRoot, MetadataSource source, TrustStore store) {
        this.pinnedRoot = pinnedRoot.clone();
        this.source = source;
        this.store = store;
    }

    /** Refreshes all metadata as of one moment and finds a target. */
    public TargetFile find(String path, Instant now) {
        try {
            Metadata root = refreshRoot(now);
            Metadata timestamp = refreshTimestamp(root, now);
            Metadata snapshot = refreshSnapshot(root, timestamp, now);
            Metadata targets = refreshTargets(root, snapshot, now);
            JsonMap target = targets.signed()
                    .map("targets")
                    .findMap(path)
                    .orElseThrow(() -> new TufException("tuf.unknown-target", "nothing is signed for " + path));
            return new TargetFile(
                    path, target.whole("length"), target.map("hashes").string("sha256"));
        } catch (JsonException e) {
            throw new TufException("tuf.malformed", String.valueOf(e.getMessage()));
        }
    }

    private Metadata refreshRoot(Instant now) {
        Metadata pinned = Metadata.parse(pinnedRoot, ROOT);
        Metadata first = store.find(ROOT)
                .map(bytes -> Metadata.parse(bytes, ROOT))
                .filter(kept -> kept.version() >= pinned.version())
                .orElse(pinned);
        Metadata root = first;
        for (int i = 0; i < MAX_ROTATIONS; i++) {
            Optional<byte[]> next = source.fetch((root.version() + 1) + ".root.json", MAX_ROOT);
            if (next.isEmpty()) {
                break;
            }
            Metadata candidate = Metadata.parse(next.get(), ROOT);
            candidate.checkSignedBy(root, ROOT);
            candidate.checkSignedBy(candidate, ROOT);
            if (candidate.version() != root.version() + 1) {
                throw new TufException(
                        "tuf.version-mismatch", "root " + candidate.version() + " after " + root.version());
            }
            root = candidate;
            store.keep(ROOT, next.get());
        }
        root.checkNotExpired(now);
        // New online keys are the way out after the old ones were used to set a version too high.
        if (keysDiffer(first, root, TIMESTAMP) || keysDiffer(first, root, SNAPSHOT)) {
            store.forget(TIMESTAMP);
            store.forget(SNAPSHOT);
        }
        return root;
    }

    private static boolean keysDiffer(Metadata a, Metadata b, String role) {
        return !a.signed().map("roles").map(role).equals(b.signed().map("roles").map(role));
    }

    private Metadata refreshTimestamp(Metadata root, Instant now) {
        byte[] bytes = need("timestamp.json", MAX_TIMESTAMP);
        Metadata fresh = Metadata.parse(bytes, TIMESTAMP);
        fresh.checkSignedBy(root, TIMESTAMP);
        // Read before it is kept: what names no version could never be compared with what comes after it.
        long snapshotVersion = metaVersion(fresh, "snapshot.json");
        Optional<Metadata> before = store.find(TIMESTAMP).map(kept -> Metadata.parse(kept, TIMESTAMP));
        if (before.isPresent()) {
            checkNotOlder(TIMESTAMP, fresh.version(), before.get().version());
            checkNotOlder(SNAPSHOT, snapshotVersion, metaVersion(before.get(), "snapshot.json"));
        }
        fresh.checkNotExpired(now);
        store.keep(TIMESTAMP, bytes);
        return fresh;
    }

    private Metadata refreshSnapshot(Metadata root, Metadata timestamp, Instant now) {
        JsonMap said = timestamp.signed().map("meta").map("snapshot.json");
        byte[] bytes = needVersioned(said, SNAPSHOT, MAX_SNAPSHOT);
        Metadata fresh = Metadata.parse(bytes, SNAPSHOT);
        fresh.checkSignedBy(root, SNAPSHOT);
        checkSameVersion(SNAPSHOT, fresh, said);
        store.find(SNAPSHOT)
                .map(kept -> Metadata.parse(kept, SNAPSHOT))
                .ifPresent(before -> checkNothingLost(before.signed().map("meta"), fresh));
        for (String name : fresh.signed().map("meta").keys()) {
            var _ = metaVersion(fresh, name);
        }
        fresh.checkNotExpired(now);
        store.keep(SNAPSHOT, bytes);
        return fresh;
    }

    private static void checkNothingLost(JsonMap before, Metadata fresh) {
        for (String name : before.keys()) {
            if (fresh.signed().map("meta").findMap(name).isEmpty()) {
                throw new TufException("tuf.rollback", "the snapshot dropped " + name);
            }
            checkNotOlder(name, metaVersion(fresh, name), before.map(name).whole("version"));
        }
    }

    private Metadata refreshTargets(Metadata root, Metadata snapshot, Instant now) {
        JsonMap said = snapshot.signed().map("meta").map("targets.json");
        byte[] bytes = needVersioned(said, TARGETS, MAX_TARGETS);
        Metadata fresh = Metadata.parse(bytes, TARGETS);
        fresh.checkSignedBy(root, TARGETS);
        checkSameVersion(TARGETS, fresh, said);
        fresh.checkNotExpired(now);
        store.keep(TARGETS, bytes);
        return fresh;
    }

    private static long metaVersion(Metadata metadata, String name) {
        return metadata.signed().map("meta").map(name).whole("version");
    }

    private static void checkNotOlder(String what, long fresh, long before) {
        if (fresh < before) {
            throw new TufException("tuf.rollback", what + " went back from " + before + " to " + fresh);
        }
    }

    private static void checkSameVersion(String what, Metadata fresh, JsonMap said) {
        if (fresh.version() != said.whole("version")) {
            throw new TufException("tuf.version-mismatch", what + " is not the version that was announced");
        }
    }

    private byte[] needVersioned(JsonMap said, String role, long most) {
        long limit = said.findWhole("length").orElse(most);
        byte[] bytes = need(said.whole("version") + "." + role + ".json", limit);
        said.findMap("hashes").flatMap(hashes -> hashes.findString("sha256")).ifPresent(hash -> {
            if (!hash.equals(sha256(bytes))) {
                throw new TufException("tuf.hash-mismatch", role + " has another hash than announced");
            }
        });
        return bytes;
    }

    private byte[] need(String name, long maxBytes) {
        byte[] bytes = source.fetch(name, maxBytes)
                .orElseThrow(() -> new TufException("tuf.missing", "the repository lacks " + name));
        if (bytes.length > maxBytes) {
            throw new TufException("tuf.length-exceeded", name + " is longer than " + maxBytes);
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
