package robotaxi.benchmarks.ota;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.onboard.update.MetadataSource;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;

/** Director and image repository, signed as the update service's are; an attacker may replace files of both and holds the director's keys. */
final class ForgedUptane {
    static final Instant NOW = ForgedRepository.NOW;
    static final Instant EXPIRES = NOW.plus(Duration.ofDays(1));
    static final String CAR = "car-1";
    static final String HARDWARE = "sim-cpu";
    static final long PUBLISHED = 5;
    static final TargetFile HONEST = image("1.1.0", "ab", PUBLISHED);
    static final TargetFile EVIL = image("6.6.6", "ee", PUBLISHED + 1);

    final Repository director = new Repository();
    final Repository images = new Repository();
    private long newest;

    /** One of the two. */
    static final class Repository implements MetadataSource {
        final SigningKey root = SigningKey.generate();
        final SigningKey key = SigningKey.generate();
        final byte[] firstRoot;
        private final Map<String, byte[]> files = new HashMap<>();

        Repository() {
            RoleKeys one = RoleKeys.of(1, key.publicKey());
            firstRoot = MetadataAuthor.root(
                    1,
                    EXPIRES,
                    Map.of(
                            TufRole.ROOT,
                            RoleKeys.of(1, root.publicKey()),
                            TufRole.TARGETS,
                            one,
                            TufRole.SNAPSHOT,
                            one,
                            TufRole.TIMESTAMP,
                            one),
                    root);
        }

        /** Snapshot and timestamp over these targets. */
        void chain(long version, Instant expires, byte[] targets, SigningKey signer) {
            byte[] snapshot =
                    MetadataAuthor.snapshot(version, expires, SignedMetadata.parse(TufRole.TARGETS, targets), signer);
            files.put(version + ".targets.json", targets);
            files.put(version + ".snapshot.json", snapshot);
            files.put(
                    "timestamp.json",
                    MetadataAuthor.timestamp(
                            version, expires, SignedMetadata.parse(TufRole.SNAPSHOT, snapshot), signer));
        }

        byte[] file(String name) {
            return fetch(name, 0).orElseThrow();
        }

        void put(String name, byte[] bytes) {
            files.put(name, bytes);
        }

        void remove(String name) {
            files.remove(name);
        }

        @Override
        public Optional<byte[]> fetch(String name, long maxBytes) {
            return Optional.ofNullable(files.get(name));
        }
    }

    static TargetFile image(String version, String digits, long counter) {
        return new TargetFile(
                "models/city-reflex/" + version + "/" + HARDWARE + ".zip",
                42,
                digits.repeat(32),
                List.of(HARDWARE),
                counter);
    }

    /** The director's word to a car. */
    static byte[] direction(long version, String car, SigningKey key, Optional<TargetFile> file) {
        return MetadataAuthor.direction(
                version, EXPIRES, new Direction(car, HARDWARE, "rollout-1", "city-reflex@1.1.0", file), List.of(), key);
    }

    /** Publishes all of a version honestly. */
    void publish(long version) {
        newest = Math.max(newest, version);
        direct(version, HONEST);
        list(version, HONEST);
    }

    /** The director wants this. */
    void direct(long version, TargetFile file) {
        director.chain(version, EXPIRES, direction(version, CAR, director.key, Optional.of(file)), director.key);
    }

    /** The image repository lists these. */
    void list(long version, TargetFile... files) {
        images.chain(
                version, EXPIRES, MetadataAuthor.targets(version, EXPIRES, List.of(files), images.key), images.key);
    }

    /** An honest owner of both again: everything anew, one version on. */
    void heal() {
        director.remove("2.root.json");
        publish(newest + 1);
    }
}
