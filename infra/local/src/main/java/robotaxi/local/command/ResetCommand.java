package robotaxi.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robotaxi.local.stack.Stack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** Forgets everything. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Deletes the stack's state: rides, incidents, releases, keys, passwords.")
public final class ResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--yes", required = true, description = "Yes, delete it all.")
    private boolean yes;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public ResetCommand() {}

    @Override
    public Integer call() throws IOException {
        StackFolder folder = StackFolder.fromEnvironment();
        if (Stack.running(folder).isPresent()) {
            throw new StackException("the stack is up; end it with ./robotaxi down first");
        }
        folder.delete();
        spec.commandLine().getOut().println("Everything in " + folder.root() + " is gone.");
        return yes ? 0 : 1;
    }
}
