package robotaxi.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** What whoever simulated a release, or drove it in shadow, does at the end: vouches for what came of it. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description =
                "Signs a report on a release with the offline key and brings it to the running stack: its rollouts pass that gate.")
public final class EvidenceCommand implements Callable<Integer> {
    /** What a report may be on. */
    public enum Kind {
        /** Drives in a simulator. */
        simulation,
        /** Drives beside the active release. */
        shadow
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RELEASE", description = "For instance city-reflex@1.1.0")
    private String releaseId;

    @Parameters(index = "1", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Parameters(index = "2", paramLabel = "REPORT.json", description = "What was measured.")
    private Path report;

    @Option(names = "--failed", description = "The release did not pass.")
    private boolean isFailed;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public EvidenceCommand() {}

    @Override
    public Integer call() {
        StackFolder folder = StackFolder.fromEnvironment();
        var desk = new ReleaseDesk(folder, new Ports(), Secrets.load(folder.file("secrets.json")));
        desk.show(releaseId, kind.name(), !isFailed, read(report));
        spec.commandLine().getOut().println("Signed: " + releaseId + (isFailed ? " failed " : " passed ") + kind);
        return 0;
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode content = new ObjectMapper().readTree(Files.readAllBytes(file));
            if (content instanceof MissingNode) {
                throw new StackException(file + " is empty");
            }
            return content;
        } catch (JsonProcessingException e) {
            throw new StackException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
    }
}
