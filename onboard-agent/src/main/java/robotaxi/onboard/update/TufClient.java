package robotaxi.onboard.update;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/**
 * Brings the car's view of the repository up to date, check by check in the order of the TUF specification, and vouches for
 * targets. Every refusal has a code of its own.
 */
public final class TufClient {
    private static final String IMAGES = "tuf";
    private static final String ROOT = "root";
    private static final String TIMESTAMP = "timestamp";
    private static final String SNAPSHOT = "snapshot";
    private static final String TARGETS = "targets";
    private static final int MAX_ROTATIONS = 256;
    private static final long MAX_ROOT = 512_000;
    private static final long MAX_TIMESTAMP = 16_384;
    private static final long MAX_SNAPSHOT = 2_000_000;
    private static final long MAX_TARGETS = 5_000_000;

    private final String realm;
    private final byte[] pinnedRoot;
    private final MetadataSource source;
    private final TrustStore store;

    /**
     * Trusts nothing but the pinned root and what followed from it.
     *
     * @param realm what codes of refusals begin with: which repository was not to be trusted
     */
    @SuppressWarnings("ArrayParameter")
    private TufClient(String realm, byte[] pinnedRoot, MetadataSource source, TrustStore store) {
        this.realm = realm;
        this.pinnedRoot = pinnedRoot.clone();
        this.source = source;
        this.store = store;
    }

    /** Of the repository that holds all releases. */
    @SuppressWarnings("ArrayParameter")
    public static TufClient ofImages(byte[] pinnedRoot, MetadataSource source, TrustStore store) {
        return new TufClient(IMAGES, pinnedRoot, source, store);
    }

    /** Of the repository that says what this car shall run. */
    @SuppressWarnings("ArrayParameter")
    public static TufClient ofDirector(byte[] pinnedRoot, MetadataSource source, TrustStore store) {
        return new TufClient("director", pinnedRoot, source, store);
    }

    /** Refreshes all metadata as of one moment and finds a target. */
    public TargetFile find(String path, Instant now) {
        return inRealm(() -> target(path, refreshAll(now).map("targets")));
    }

    /** Refreshes all metadata as of one moment. Answers what the targets say. */
    JsonMap refresh(Instant now) {
        return inRealm(() -> refreshAll(now));
    }

    private JsonMap refreshAll(Instant now) {
        Metadata root = refreshRoot(now);
        Metadata timestamp = refreshTimestamp(root, now);
        Metadata snapshot = refreshSnapshot(root, timestamp, now);
        return refreshTargets(root, snapshot, now).signed();
    }

    /** One target of a list. */
    static TargetFile target(String path, JsonMap targets) {
        JsonMap target = targets.findMap(path)
                .orElseThrow(() -> new TufException("tuf.unknown-target", "nothing is signed for " + path));
        return new TargetFile(
                path,
                target.whole("length"),
                target.map("hashes").string("sha256"),
                target.findMap("custom")
                        .flatMap(custom -> custom.findWhole("releaseCounter"))
                        .orElse(0L));
    }

    private <T> T inRealm(Supplier<T> work) {
        try {
            return work.get();
        } catch (JsonException e) {
            throw new TufException(realm + ".malformed", String.valueOf(e.getMessage()));
        } catch (TufException e) {
            throw e.code().startsWith(IMAGES + ".")
                    ? new TufException(realm + e.code().substring(IMAGES.length()), String.valueOf(e.getMessage()))
                    : e;
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
