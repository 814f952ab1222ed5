package robotaxi.benchmarks.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** {@code ./robotaxi up} in a process of its own, without the script's look at the sources: what is measured is built. */
final class Launcher {
    private static final int PATIENCE_SECONDS = 90;
    /** The welcome names passwords; only what the launcher says before it, and of deaths after it, is passed on. */
    private static final Pattern NEWS_OF_DEATHS = Pattern.compile("^ {2}[a-z]+( died| runs again|: ).*");

    private final Process process;
    private final Thread endings;
    private volatile String lastWords = "";

    private Launcher(Process process, Consumer<String> tell) {
        this.process = process;
        this.endings = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(endings);
        Thread.ofVirtual().start(() -> listen(tell));
    }

    static Launcher start(StackFolder folder, List<String> upOptions, Consumer<String> tell) {
        Path target = folder.project().resolve("infra/local/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the script does.
                "-Xmx256m",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:MinHeapFreeRatio=10",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drobotaxi.home=" + folder.project(),
                "-cp",
                target.resolve("infra-local-0.1.0-SNAPSHOT.jar") + ":" + target.resolve("lib") + "/*",
                "robotaxi.local.Main",
                "up"));
        command.addAll(upOptions);
        var builder =
                new ProcessBuilder(command).directory(folder.project().toFile()).redirectErrorStream(true);
        builder.environment().put("ROBOTAXI_STATE", folder.root().toString());
        try {
            return new Launcher(builder.start(), tell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Consumer<String> tell) {
        boolean up = false;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!up || NEWS_OF_DEATHS.matcher(line).matches()) {
                    lastWords = line.strip();
                    tell.accept("stack: " + lastWords);
                }
                up |= line.startsWith("The operation is up");
            }
        } catch (IOException e) {
            tell.accept("stack: nothing more is heard of the launcher");
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void demandAlive() {
        if (!process.isAlive()) {
            throw new StackException("the stack did not come up: " + lastWords);
        }
    }

    /** Asks it to take everything down in order, and waits for that. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(endings);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }
}
