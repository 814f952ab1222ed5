package robotaxi.local.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TufRole;

/**
 * The keys that releases are signed with. Root, targets and evidence stay in a folder that no service is told of; snapshot,
 * timestamp and director are the update service's. The first roots are what cars pin.
 */
public final class ReleaseKeys {
    private static final int ROOT_DAYS = 365;
    private static final String EVIDENCE = "offline/evidence.json";

    private final Path folder;

    private ReleaseKeys(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing. */
    public static ReleaseKeys in(Path folder) {
        var keys = new ReleaseKeys(folder);
        try {
            Files.createDirectories(folder.resolve("offline"));
            if (!Files.exists(keys.root())) {
                keys.create();
            }
            if (!Files.exists(keys.directorRoot())) {
                keys.createDirector();
            }
            if (!Files.exists(keys.evidence())) {
                keys.make(EVIDENCE);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() throws IOException {
        SigningKey root = make("offline/root.json");
        SigningKey targets = make("offline/targets.json");
        SigningKey snapshot = make("snapshot.json");
        SigningKey timestamp = make("timestamp.json");
        Files.write(root(), firstRoot(root, targets, snapshot, timestamp));
    }

    /** The director's root is the same person's word as the images'; what it signs each day is the service's. */
    private void createDirector() throws IOException {
        SigningKey root = read(folder.resolve("offline/root.json"));
        SigningKey director = make("director.json");
        Files.write(directorRoot(), firstRoot(root, director, director, director));
    }

    private static byte[] firstRoot(SigningKey root, SigningKey targets, SigningKey snapshot, SigningKey timestamp) {
        return MetadataAuthor.root(
                1,
                Instant.now().plus(ROOT_DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                Map.of(
                        TufRole.ROOT, RoleKeys.of(1, root.publicKey()),
                        TufRole.TARGETS, RoleKeys.of(1, targets.publicKey()),
                        TufRole.SNAPSHOT, RoleKeys.of(1, snapshot.publicKey()),
                        TufRole.TIMESTAMP, RoleKeys.of(1, timestamp.publicKey())),
                root);
    }

    private SigningKey make(String name) throws IOException {
        SigningKey key = SigningKey.generate();
        PrivateFile.write(folder.resolve(name), key.toFile());
        return key;
    }

    /** The first root metadata: pinned on cars. */
    public Path root() {
        return folder.resolve("1.root.json");
    }

    /** The director's first root: pinned on cars, too. */
    public Path directorRoot() {
        return folder.resolve("director.1.root.json");
    }

    /** The service's key as director. */
    public Path directorKey() {
        return folder.resolve("director.json");
    }

    /** The service's key for snapshots. */
    public Path snapshotKey() {
        return folder.resolve("snapshot.json");
    }

    /** The service's key for timestamps. */
    public Path timestampKey() {
        return folder.resolve("timestamp.json");
    }

    /** The pipeline's key for targets. */
    public SigningKey targetsKey() {
        return read(folder.resolve("offline/targets.json"));
    }

    /** The key of whoever shows what a release can do. */
    public SigningKey evidenceKey() {
        return read(evidence());
    }

    private Path evidence() {
        return folder.resolve(EVIDENCE);
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
