package robotaxi.local.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import robotaxi.local.stack.StackException;

/** An onboard agent that hosts one model behind AlpaSim's driver service, in a process of its own. */
final class GatedAgent implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listening on (\\S+:\\d+) with (\\S+)");
    private static final int HEAP_MEGABYTES = 512;

    private final Process process;
    private final String address;
    private final String release;

    private GatedAgent(Process process, String address, String release) {
        this.process = process;
        this.address = address;
        this.release = release;
    }

    /**
     * Starts one, and waits until its model is loaded, proven against its golden samples and warmed up.
     *
     * @param seed of all its noise; empty where the runtime's seeds repeat
     */
    static GatedAgent start(Path project, String model, String thinking, OptionalLong seed) {
        List<String> command = new ArrayList<>(Programs.java(project, "onboard-agent", HEAP_MEGABYTES));
        command.addAll(List.of(
                "robotaxi.onboard.Main",
                "--alpasim",
                "--model",
                model,
                "--listen",
                "127.0.0.1:0",
                "--thinking",
                thinking));
        seed.ifPresent(own -> command.addAll(List.of("--seed", Long.toString(own))));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .start();
            return ready(process, model);
        } catch (IOException e) {
            throw new StackException("the agent cannot be started", e);
        }
    }

    private static GatedAgent ready(Process process, String model) throws IOException {
        StringBuilder said = new StringBuilder();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                // Nobody reads on: the pipe would fill and stop the agent.
                Thread.ofVirtual().start(() -> drain(out));
                return new GatedAgent(process, ready.group(1), ready.group(2));
            }
            said.append("\n  ").append(line);
        }
        throw new StackException("the agent does not host " + model + ":" + said);
    }

    private static void drain(BufferedReader out) {
        try (out) {
            while (out.readLine() != null) {
                // What it says is not needed.
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    /** Where it listens, host:port. */
    String address() {
        return address;
    }

    /** What it hosts. */
    String release() {
        return release;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
