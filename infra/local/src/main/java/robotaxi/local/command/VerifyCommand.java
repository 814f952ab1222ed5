package robotaxi.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.contracts.custody.ChainFile;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.Signatures;
import robotaxi.contracts.custody.ZipBag;
import robotaxi.local.stack.StackException;

/** What a stranger does with evidence. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a package of evidence (.zip) or a chain of custody against the fleet's root certificate."
                + " Needs no running stack.")
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A package, or what /v1/custody/VEHICLE/chain gives out.")
    private Path file;

    @Option(names = "--root", required = true, description = "The fleet's root certificate, PEM, from elsewhere.")
    private Path root;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public VerifyCommand() {}

    @Override
    public Integer call() {
        try {
            X509Certificate anchor =
                    Signatures.certificates(Files.readString(root)).getFirst();
            List<String> wrong = file.toString().endsWith(".zip") ? inPackage(anchor) : inChain(anchor);
            var out = spec.commandLine().getOut();
            wrong.forEach(each -> out.println("WRONG: " + each));
            if (wrong.isEmpty()) {
                out.println("INTACT");
            }
            return wrong.isEmpty() ? 0 : 1;
        } catch (IOException e) {
            throw new StackException("it cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new StackException("no certificate, or no package: " + e.getMessage(), e);
        }
    }

    private List<String> inPackage(X509Certificate anchor) throws IOException, GeneralSecurityException {
        try (ZipBag bag = new ZipBag(file)) {
            return PackageCheck.check(bag, Signatures.fingerprint(anchor));
        }
    }

    private List<String> inChain(X509Certificate anchor) throws IOException {
        try (InputStream chain = Files.newInputStream(file)) {
            String wrong = ChainFile.check(chain, anchor).wrong();
            return wrong.isEmpty() ? List.of() : List.of(wrong);
        }
    }
}
