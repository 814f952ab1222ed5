package robotaxi.ota.trust;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The repository that cars refresh from. Root and targets come signed from outside and are verified as a client would before
 * they are published; snapshot and timestamp are signed here. Each method belongs into one transaction.
 */
public final class MetadataRepository {
    private final MetadataFiles files;
    private final OnlineKeys snapshotKeys;
    private final OnlineKeys timestampKeys;
    private final OnlineLifetimes lifetimes;
    private final InstantSource clock;

    /** A repository over the files, with the keys of the two online roles. */
    public MetadataRepository(
            MetadataFiles files,
            OnlineKeys snapshotKeys,
            OnlineKeys timestampKeys,
            OnlineLifetimes lifetimes,
            InstantSource clock) {
        this.files = files;
        this.snapshotKeys = snapshotKeys;
        this.timestampKeys = timestampKeys;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /**
     * Publishes a root. The first must have version 1 and vouches for itself: cars carry it as their anchor, so a foreign one
     * makes no car believe anything.
     *
     * @return its version
     */
    public long publishRoot(byte[] bytes) {
        files.lock();
        Instant now = clock.instant();
        Optional<TrustedRoot> current = files.findNewest(TufRole.ROOT).map(TrustedRoot::first);
        TrustedRoot root = current.map(before -> before.next(bytes)).orElseGet(() -> TrustedRoot.first(bytes));
        if (current.isEmpty()) {
            root.requireVersion(1);
        }
        root.requireFresh(now);
        snapshotKeys.of(root, TufRole.SNAPSHOT);
        timestampKeys.of(root, TufRole.TIMESTAMP);
        files.add(TufRole.ROOT, root.metadata());
        newestTargets().ifPresent(targets -> signSnapshot(targets, now));
        return root.metadata().version();
    }

    /**
     * Publishes targets, with a new snapshot and timestamp that name them.
     *
     * @return their version
     */
    public long publishTargets(byte[] bytes) {
        files.lock();
        Instant now = clock.instant();
        TrustedRoot root = root().requireFresh(now);
        SignedMetadata targets = root.verifyTargets(bytes, newestTargets().orElse(null), now);
        files.add(TufRole.TARGETS, targets);
        signSnapshot(targets, now);
        return targets.version();
    }

    /** Signs snapshot and timestamp anew where less than half of their lifetime is left. Answers whether it did. */
    public boolean renewOnline() {
        Optional<SignedMetadata> targets = newestTargets();
        if (targets.isEmpty()) {
            return false;
        }
        files.lock();
        Instant now = clock.instant();
        SignedMetadata snapshot = newest(TufRole.SNAPSHOT).orElseThrow();
        SignedMetadata timestamp = newest(TufRole.TIMESTAMP).orElseThrow();
        if (now.isAfter(snapshot.expiresAt().minus(lifetimes.snapshot().dividedBy(2)))) {
            signSnapshot(targets.get(), now);
            return true;
        }
        if (now.isAfter(timestamp.expiresAt().minus(lifetimes.timestamp().dividedBy(2)))) {
            signTimestamp(snapshot, now);
            return true;
        }
        return false;
    }

    /** The files that the published targets list, by path; none before the first. */
    public Map<String, TargetFile> listedFiles() {
        return newestTargets().map(TargetFile::listedIn).orElse(Map.of());
    }

    private TrustedRoot root() {
        return files.findNewest(TufRole.ROOT)
                .map(TrustedRoot::first)
                .orElseThrow(() -> new TrustException(TrustRefusal.NO_ROOT, "publish a root first"));
    }

    private Optional<SignedMetadata> newestTargets() {
        return newest(TufRole.TARGETS);
    }

    private Optional<SignedMetadata> newest(TufRole role) {
        return files.findNewest(role).map(bytes -> SignedMetadata.parse(role, bytes));
    }

    private long nextVersion(TufRole role) {
        return newest(role).map(SignedMetadata::version).orElse(0L) + 1;
    }

    private void signSnapshot(SignedMetadata targets, Instant now) {
        byte[] bytes = MetadataAuthor.snapshot(
                nextVersion(TufRole.SNAPSHOT),
                now.plus(lifetimes.snapshot()),
                targets,
                snapshotKeys.of(root(), TufRole.SNAPSHOT));
        SignedMetadata snapshot = SignedMetadata.parse(TufRole.SNAPSHOT, bytes);
        files.add(TufRole.SNAPSHOT, snapshot);
        signTimestamp(snapshot, now);
    }

    private void signTimestamp(SignedMetadata snapshot, Instant now) {
        byte[] bytes = MetadataAuthor.timestamp(
                nextVersion(TufRole.TIMESTAMP),
                now.plus(lifetimes.timestamp()),
                snapshot,
                timestampKeys.of(root(), TufRole.TIMESTAMP));
        files.add(TufRole.TIMESTAMP, SignedMetadata.parse(TufRole.TIMESTAMP, bytes));
    }
}
