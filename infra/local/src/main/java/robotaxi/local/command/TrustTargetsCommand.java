package robotaxi.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackException;
import robotaxi.ota.trust.Ceremony;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TufRole;

/** Begins targets: the files that cars may believe. */
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        description =
                "Begins targets without signatures: those before, with these files put in or raised to the newest.")
final class TrustTargetsCommand implements Callable<Integer> {
    @Option(names = "--from", description = "The targets before; none for the first.")
    private @Nullable Path before;

    @Option(names = "--out", required = true, description = "Where they go, for instance 7.targets.json")
    private Path out;

    @Option(names = "--days", defaultValue = "31", description = "How long they count (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--file",
            paramLabel = "PATH=PACKAGE",
            description = "For instance models/city-reflex/1.2.0/sim-cpu.zip=city-reflex-1.2.0.zip")
    private Map<String, Path> files = Map.of();

    @Option(
            names = "--raise",
            paramLabel = "PATH",
            description = "A file listed before that cars are to be able to go back to.")
    private List<String> raised = List.of();

    @SuppressWarnings("NullAway.Init")
    TrustTargetsCommand() {}

    @Override
    public Integer call() {
        try {
            Optional<SignedMetadata> known = Optional.ofNullable(before)
                    .map(file -> SignedMetadata.parse(TufRole.TARGETS, TrustCommand.read(file)));
            Map<String, TargetFile> listed = known.map(TargetFile::listedIn).orElse(Map.of());
            List<TargetFile> changed = new ArrayList<>();
            files.forEach((path, file) -> changed.add(ReleaseDesk.target(path, file)));
            for (String path : raised) {
                TargetFile file = listed.get(path);
                if (file == null) {
                    throw new StackException(path + " is not listed in " + before);
                }
                changed.add(file);
            }
            var expiresAt =
                    InstantSource.system().instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
            TrustCommand.writeNew(out, Ceremony.beginTargets(known, changed, expiresAt));
            return 0;
        } catch (TrustException e) {
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
    }
}
