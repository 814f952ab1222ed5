package robotaxi.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import robotaxi.local.stack.Memory;
import robotaxi.local.stack.RunRecord;
import robotaxi.local.stack.Stack;
import robotaxi.local.stack.StackFolder;

/** What runs, and how much memory it takes. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the processes of the stack with their memory. Exit code 0 if all of it is up, else 1.")
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public StatusCommand() {}

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        StackFolder folder = StackFolder.fromEnvironment();
        long total = 0;
        for (RunRecord run : RunRecord.list(folder)) {
            long bytes = run.alive().map(Memory::proportionalBytes).orElse(0L);
            total += bytes;
            out.printf(
                    "  %-10s %-8s pid %-8d %5d MiB%n",
                    run.name(), run.alive().isPresent() ? "runs" : "dead", run.pid(), bytes >> 20);
        }
        boolean isUp = Stack.running(folder).isPresent();
        out.println(isUp ? "Up, " + (total >> 20) + " MiB in all." : "Not up.");
        return isUp ? 0 : 1;
    }
}
