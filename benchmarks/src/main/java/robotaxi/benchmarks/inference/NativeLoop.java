package robotaxi.benchmarks.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.local.stack.StackFolder;

/** The same graphs in ONNX Runtime's own Python loop, in a process beside this one that works when it is told to. */
public final class NativeLoop implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private NativeLoop(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it, with the Python that ROBOTAXI_PYTHON names, else python3; empty, and the reason told, if that has no ONNX Runtime. */
    public static Optional<NativeLoop> start(
            TestedPackage tested, int threads, int newPictures, int words, int steps, Consumer<String> tell) {
        String python = Optional.ofNullable(System.getenv("ROBOTAXI_PYTHON")).orElse("python3");
        Path script = StackFolder.fromEnvironment().project().resolve("training/robotaxi_training/native_loop.py");
        List<String> command =
                new ArrayList<>(List.of(python, script.toString(), tested.path().toString()));
        for (int number : List.of(threads, newPictures, words, steps)) {
            command.add(String.valueOf(number));
        }
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            NativeLoop loop = new NativeLoop(started);
            String ready = loop.answers.readLine();
            if (ready == null || !ready.startsWith("ready")) {
                loop.close();
                tell.accept(
                        "no comparison with Python: " + python + " has no onnxruntime and numpy (set ROBOTAXI_PYTHON)");
                return Optional.empty();
            }
            tell.accept("Python beside Java, onnxruntime "
                    + ready.substring("ready".length()).strip());
            return Optional.of(loop);
        } catch (IOException e) {
            tell.accept("no comparison with Python: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Nanoseconds of each of so many ticks. */
    public long[] run(int ticks) {
        try {
            orders.write(ticks + "\n");
            orders.flush();
            return JSON.readValue(answers.readLine(), long[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
