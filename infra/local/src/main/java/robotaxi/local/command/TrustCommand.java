package robotaxi.local.command;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;
import robotaxi.local.trust.OfflineKey;
import robotaxi.ota.trust.Ceremony;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TrustedRoot;

/** The ceremony: who may sign what is decided by several people, each on a machine of their own, and only files go between them. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        subcommands = {TrustRootCommand.class, TrustTargetsCommand.class},
        description =
                "Makes offline keys, begins roots and targets, signs and checks them, and publishes what is complete. "
                        + "Only publish needs a running stack.")
public final class TrustCommand {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public TrustCommand() {}

    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = "Makes a key: NAME.key.pem, encrypted, for its owner alone, and NAME.pub.json for everybody.")
    int key(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--folder", defaultValue = ".", description = "Where (default: here).") Path folder,
            @Option(names = "--passphrase-file", description = "Instead of asking for it.") @Nullable Path passphrase) {
        say("Made " + OfflineKey.make(folder, name, passphrase(passphrase, true)) + " and the key beside it");
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what a file says and whose signatures it has. Exit code 1 if it is not complete.")
    int show(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--root", description = "The root that judges it: the one before, or the one in force.")
                    @Nullable
                    Path root) {
        Ceremony ceremony = ceremony(file, root);
        tell(ceremony);
        return ceremony.isComplete(now()) ? 0 : 1;
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = "Shows what a file says, asks, and adds a signature to it.")
    int sign(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--key", required = true, description = "NAME.key.pem, or a key file of the local stack")
                    Path key,
            @Option(names = "--root", description = "The root that judges it: the one before, or the one in force.")
                    @Nullable
                    Path root,
            @Option(names = "--passphrase-file", description = "Instead of asking for it.") @Nullable Path passphrase,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        Ceremony ceremony = ceremony(file, root);
        tell(ceremony);
        if (!yes && !"yes".equals(console().readLine("Sign this? Type yes: "))) {
            say("Not signed");
            return 1;
        }
        SigningKey signer =
                OfflineKey.isOpen(key) ? OfflineKey.open(key) : OfflineKey.open(key, passphrase(passphrase, false));
        try {
            replace(file, ceremony.sign(signer));
        } catch (TrustException e) {
            throw new StackException(String.valueOf(e.getMessage()), e);
        }
        say("Signed by " + signer.publicKey().keyId());
        tell(ceremony(file, root));
        return 0;
    }

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description =
                    "Brings a complete root or targets to the running update service, which verifies it once more.")
    int publish(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--root", description = "The root that judges it.") @Nullable Path root,
            @Option(names = "--director", description = "It is the director's root.") boolean director) {
        Ceremony ceremony = ceremony(file, root);
        if (!ceremony.isComplete(now())) {
            tell(ceremony);
            throw new StackException(file + " is not complete, or its time is over");
        }
        StackFolder folder = StackFolder.fromEnvironment();
        var ports = new Ports();
        String token = new ReleaseDesk(folder, ports, Secrets.load(folder.file("secrets.json"))).token();
        String path =
                director ? "/v1/director/root" : "/v1/tuf/" + ceremony.role().wireName();
        Http.send("PUT", ports.url("ota") + path, token, ceremony.metadata().bytes())
                .orFail(ceremony.role().wireName());
        say("Published " + ceremony.role().wireName() + " "
                + ceremony.metadata().version());
        return 0;
    }

    private void tell(Ceremony ceremony) {
        ceremony.describe().forEach(this::say);
        ceremony.needs()
                .forEach(need -> say(
                        "Signatures for " + need.who() + ": " + need.signed().size() + " of " + need.threshold()
                                + (need.isMet() ? "" : ", may still sign: " + shortened(need))));
        say(ceremony.isComplete(now()) ? "Complete" : "Not complete");
    }

    private static List<String> shortened(Ceremony.Need need) {
        return need.open().stream().map(id -> id.substring(0, 12)).toList();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static Ceremony ceremony(Path file, @Nullable Path root) {
        try {
            return Ceremony.of(read(file), Optional.ofNullable(root).map(TrustCommand::root));
        } catch (TrustException e) {
            throw new StackException(file + ": " + e.getMessage(), e);
        }
    }

    /** A root that was published: its own signatures hold. */
    static TrustedRoot root(Path file) {
        try {
            return TrustedRoot.first(read(file));
        } catch (TrustException e) {
            throw new StackException(file + ": " + e.getMessage(), e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
    }

    /** Writes a new file; none is overwritten. */
    static void writeNew(Path file, byte[] content) {
        if (Files.exists(file)) {
            throw new StackException(file + " is there already, and is not overwritten");
        }
        replace(file, content);
    }

    /** Writes the whole file or leaves the old one: signatures that others gave are not lost. */
    private static void replace(Path file, byte[] content) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException(file + " cannot be written", e);
        }
    }

    private static char[] passphrase(@Nullable Path file, boolean twice) {
        if (file != null) {
            return new String(read(file), StandardCharsets.UTF_8).strip().toCharArray();
        }
        char[] given = console().readPassword("Passphrase: ");
        if (given == null || given.length == 0) {
            throw new StackException("a key needs a passphrase");
        }
        if (twice && !Arrays.equals(given, console().readPassword("Once more: "))) {
            throw new StackException("the two passphrases differ");
        }
        return given;
    }

    private static Console console() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(
                        () -> new StackException("there is no terminal to ask at: use --passphrase-file and --yes"));
    }
}
