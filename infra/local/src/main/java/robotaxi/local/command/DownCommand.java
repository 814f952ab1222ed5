package robotaxi.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import robotaxi.local.stack.RunRecord;
import robotaxi.local.stack.StackFolder;

/** Ends a stack, whoever started it. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Ends a running stack; its state stays.")
public final class DownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public DownCommand() {}

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        StackFolder folder = StackFolder.fromEnvironment();
        boolean wasEmpty = RunRecord.list(folder).isEmpty();
        Launcher.end(folder);
        List<RunRecord> runs = RunRecord.list(folder);
        for (RunRecord run : runs.reversed()) {
            if (run.alive().isPresent()) {
                out.println("  ending " + run.name());
                out.flush();
                run.end();
            }
            run.forget(folder);
        }
        out.println(wasEmpty ? "Nothing is running." : "Down. State is kept in " + folder.root());
        return 0;
    }
}
