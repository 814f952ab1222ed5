package robotaxi.local;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import robotaxi.local.command.DemoCommand;
import robotaxi.local.command.DownCommand;
import robotaxi.local.command.EvidenceCommand;
import robotaxi.local.command.GateCommand;
import robotaxi.local.command.LogsCommand;
import robotaxi.local.command.ReleaseCommand;
import robotaxi.local.command.ResetCommand;
import robotaxi.local.command.StatusCommand;
import robotaxi.local.command.TrustCommand;
import robotaxi.local.command.UpCommand;
import robotaxi.local.command.VerifyCommand;
import robotaxi.local.stack.StackException;

/** What {@code ./robotaxi} runs. {@code test} and {@code bench} live in the script: they are Maven's and the benchmarks'. */
@Command(
        name = "robotaxi",
        description = "Runs a robotaxi operation on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            ReleaseCommand.class,
            EvidenceCommand.class,
            GateCommand.class,
            TrustCommand.class,
            VerifyCommand.class,
            ResetCommand.class
        })
public final class Main {
    private Main() {}

    /** Exit code 0 for success, 1 for a failure that is explained on standard error, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        var commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StackException known) {
                line.getErr().println("robotaxi: " + known.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }
}
