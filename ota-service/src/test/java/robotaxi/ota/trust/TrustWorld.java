package robotaxi.ota.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.testkit.TestClock;

/** Keys, a clock and a repository over files in memory. */
final class TrustWorld implements MetadataFiles {
    static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    static final Instant FAR = START.plus(Duration.ofDays(365));

    final SigningKey rootKey = SigningKey.generate();
    final SigningKey targetsKeyOne = SigningKey.generate();
    final SigningKey targetsKeyTwo = SigningKey.generate();
    final SigningKey snapshotKey = SigningKey.generate();
    final SigningKey timestampKey = SigningKey.generate();
    final TestClock clock = new TestClock(START);
    final MetadataRepository repository = new MetadataRepository(
            this,
            new OnlineKeys(List.of(snapshotKey)),
            new OnlineKeys(List.of(timestampKey)),
            new OnlineLifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(31)),
            clock);

    private final Map<TufRole, List<byte[]>> published = new HashMap<>();

    Map<TufRole, RoleKeys> roles() {
        return Map.of(
                TufRole.ROOT, RoleKeys.of(1, rootKey.publicKey()),
                TufRole.TARGETS, RoleKeys.of(2, targetsKeyOne.publicKey(), targetsKeyTwo.publicKey()),
                TufRole.SNAPSHOT, RoleKeys.of(1, snapshotKey.publicKey()),
                TufRole.TIMESTAMP, RoleKeys.of(1, timestampKey.publicKey()));
    }

    byte[] root(long version) {
        return MetadataAuthor.root(version, FAR, roles(), rootKey);
    }

    byte[] targets(long version) {
        return targets(version, FAR, targetsKeyOne, targetsKeyTwo);
    }

    byte[] targets(long version, Instant expiresAt, SigningKey... signers) {
        return MetadataAuthor.targets(
                version, expiresAt, List.of(new TargetFile("models/m/1/sim-cpu.zip", 3, "a".repeat(64))), signers);
    }

    SignedMetadata newest(TufRole role) {
        return SignedMetadata.parse(role, findNewest(role).orElseThrow());
    }

    @Override
    public void lock() {}

    @Override
    public Optional<byte[]> findNewest(TufRole role) {
        List<byte[]> all = published.getOrDefault(role, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public Optional<byte[]> find(TufRole role, long version) {
        return published.getOrDefault(role, List.of()).stream()
                .filter(bytes -> SignedMetadata.parse(role, bytes).version() == version)
                .findFirst();
    }

    @Override
    public void add(TufRole role, SignedMetadata metadata) {
        published.computeIfAbsent(role, _ -> new ArrayList<>()).add(metadata.bytes());
    }
}
