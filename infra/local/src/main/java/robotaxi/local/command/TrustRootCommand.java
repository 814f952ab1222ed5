package robotaxi.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.local.stack.StackException;
import robotaxi.ota.trust.Ceremony;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TrustedRoot;
import robotaxi.ota.trust.TufKey;
import robotaxi.ota.trust.TufRole;

/** Begins a root: the first, or the one after another. */
@Command(
        name = "root",
        mixinStandardHelpOptions = true,
        description = "Begins a root without signatures. Roles that are not named keep the keys of the root before.")
final class TrustRootCommand implements Callable<Integer> {
    @Option(names = "--from", description = "The root before; none for the first.")
    private @Nullable Path before;

    @Option(names = "--out", required = true, description = "Where it goes, for instance 2.root.json")
    private Path out;

    @Option(names = "--days", defaultValue = "365", description = "How long it counts (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--root-key", description = "NAME.pub.json, once for each.")
    private List<Path> rootKeys = List.of();

    @Option(names = "--root-threshold", defaultValue = "1", description = "How many of them must sign.")
    private int rootThreshold;

    @Option(names = "--targets-key", description = "NAME.pub.json, once for each.")
    private List<Path> targetsKeys = List.of();

    @Option(names = "--targets-threshold", defaultValue = "1", description = "How many of them must sign.")
    private int targetsThreshold;

    @Option(names = "--snapshot-key", description = "The service's; a public or a whole key file.")
    private @Nullable Path snapshotKey;

    @Option(names = "--timestamp-key", description = "The service's; a public or a whole key file.")
    private @Nullable Path timestampKey;

    @SuppressWarnings("NullAway.Init")
    TrustRootCommand() {}

    @Override
    public Integer call() {
        try {
            Map<TufRole, RoleKeys> changed = new EnumMap<>(TufRole.class);
            put(changed, TufRole.ROOT, rootThreshold, rootKeys);
            put(changed, TufRole.TARGETS, targetsThreshold, targetsKeys);
            put(changed, TufRole.SNAPSHOT, 1, snapshotKey == null ? List.of() : List.of(snapshotKey));
            put(changed, TufRole.TIMESTAMP, 1, timestampKey == null ? List.of() : List.of(timestampKey));
            Optional<TrustedRoot> known = Optional.ofNullable(before).map(TrustCommand::root);
            var expiresAt =
                    InstantSource.system().instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
            TrustCommand.writeNew(out, Ceremony.beginRoot(known, changed, expiresAt));
            return 0;
        } catch (TrustException e) {
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void put(Map<TufRole, RoleKeys> changed, TufRole role, int threshold, List<Path> files) {
        if (!files.isEmpty()) {
            TufKey[] keys = files.stream()
                    .map(file -> TufKey.parse(TrustCommand.read(file)))
                    .toArray(TufKey[]::new);
            changed.put(role, RoleKeys.of(threshold, keys));
        }
    }
}
