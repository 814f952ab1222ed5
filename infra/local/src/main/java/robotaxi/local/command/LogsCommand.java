package robotaxi.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** The last lines of a process's log. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the end of a process's log; without a name, lists the logs.")
public final class LogsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "For instance dispatch, agent, kafka.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "100",
            description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the log grows.")
    private boolean follow;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public LogsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        StackFolder folder = StackFolder.fromEnvironment();
        if (name == null) {
            try (Stream<Path> logs = Files.list(folder.folder("logs"))) {
                logs.sorted()
                        .forEach(log -> out.println(
                                "  " + String.valueOf(log.getFileName()).replace(".log", "")));
            }
            return 0;
        }
        Path log = place(folder, name);
        List<String> all = Files.readAllLines(log);
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(out::println);
        out.flush();
        long shown = Files.size(log);
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(300);
            if (Files.size(log) > shown) {
                byte[] bytes = Files.readAllBytes(log);
                out.print(new String(
                        bytes, (int) shown, (int) (bytes.length - shown), java.nio.charset.StandardCharsets.UTF_8));
                out.flush();
                shown = bytes.length;
            }
        }
        return 0;
    }

    private static Path place(StackFolder folder, String name) {
        return Stream.of(folder.log(name), folder.root().resolve(name + "/" + name + ".log"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new StackException("there is no log of " + name + "; ./robotaxi logs lists them"));
    }
}
