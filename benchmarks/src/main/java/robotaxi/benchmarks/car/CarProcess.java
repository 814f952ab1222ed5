package robotaxi.benchmarks.car;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import robotaxi.local.stack.StackException;

/** A process of cars, seen from the benchmark: it may be killed and started again on the same disks. */
public final class CarProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;
    private static final int HEAP_MEGABYTES = 96;

    private final Setup setup;
    private final Map<String, String> tokens;
    private final String name;
    private int lives;
    private long appendedBefore;
    private volatile @Nullable Life life;

    /**
     * What the processes of a run have in common.
     *
     * @param folder holds disks, diaries and logs
     * @param gatewayPorts of the link, on this machine
     * @param root certificate that cars pin, PEM
     * @param pauseMillis between two records of a car at most
     */
    public record Setup(
            Path folder, List<Integer> gatewayPorts, int enrolmentPort, Path root, int pauseMillis, long seed) {
        /** A car's queues. */
        public Path queue(String car) {
            return folder.resolve("disks").resolve(car).resolve("queue");
        }

        /** The cars' diaries. */
        public Path diaries() {
            return folder.resolve("diaries");
        }
    }

    /** One start of it. */
    private static final class Life {
        private final Process process;
        private final CountDownLatch up = new CountDownLatch(1);
        private volatile long appended;
        private volatile long waiting;
        private volatile long discarded;

        Life(Process process) {
            this.process = process;
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try (BufferedReader in = process.inputReader(StandardCharsets.US_ASCII)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String[] figures = line.split(" ", -1);
                    appended = Long.parseLong(figures[0]);
                    waiting = Long.parseLong(figures[1]);
                    discarded = Long.parseLong(figures[2]);
                    up.countDown();
                }
            } catch (IOException killed) {
                up.countDown();
            }
        }
    }

    /** A process that is not started yet, with the tokens that enrol its cars. */
    public CarProcess(String name, Setup setup, Map<String, String> tokens) {
        this.name = name;
        this.setup = setup;
        this.tokens = Map.copyOf(tokens);
    }

    /** Its cars. */
    public List<String> cars() {
        return tokens.keySet().stream().sorted().toList();
    }

    /** Starts it and waits until its cars talk. */
    public void start() throws InterruptedException {
        try {
            Files.createDirectories(setup.diaries());
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP_MEGABYTES + "m",
                            "-Xss512k",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            CarHost.class.getName())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            setup.folder().resolve(name + ".log").toFile()));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            lives++;
            var started = new Life(builder.start());
            life = started;
            tell(started, JSON.writeValueAsString(order()));
            if (!started.up.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !started.process.isAlive()) {
                throw new StackException("the cars of " + name + " do not start; see their log in " + setup.folder());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HostOrder order() {
        List<Integer> ports = setup.gatewayPorts();
        return new HostOrder(
                cars().stream()
                        .map(car -> new HostOrder.Member(car, tokens.getOrDefault(car, "")))
                        .toList(),
                setup.folder().resolve("disks").toString(),
                setup.diaries().toString(),
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList()),
                setup.enrolmentPort(),
                setup.root().toString(),
                lives,
                setup.pauseMillis(),
                setup.seed());
    }

    private static void tell(Life life, String line) throws IOException {
        OutputStream out = life.process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Kills it; its last word may be missing from what {@link #appended} says. */
    public void kill() throws InterruptedException {
        Life killed = demandLife();
        killed.process.destroyForcibly().waitFor();
        appendedBefore += killed.appended;
    }

    /** Complains if it ended by itself. */
    public void demandAlive() {
        if (!demandLife().process.isAlive()) {
            throw new StackException(
                    "the cars of " + name + " ended by themselves; see their log in " + setup.folder());
        }
    }

    private Life demandLife() {
        Life now = life;
        if (now == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return now;
    }

    /** Its cars say nothing more. */
    public void silence() {
        word("silence");
    }

    /** Ends it in order. */
    public void end() throws InterruptedException {
        word("end");
        if (!demandLife().process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new StackException("the cars of " + name + " do not end");
        }
    }

    private void word(String word) {
        try {
            tell(demandLife(), word);
        } catch (IOException e) {
            throw new StackException("the cars of " + name + " do not listen", e);
        }
    }

    /** Records that its cars took in all lives, as last heard. */
    public long appended() {
        Life now = life;
        return now == null || !now.process.isAlive() ? appendedBefore : appendedBefore + now.appended;
    }

    /** Records that wait for their acknowledgement, as last heard. */
    public long waiting() {
        return demandLife().waiting;
    }

    /** Records that were refused or dropped in this life. */
    public long discarded() {
        return demandLife().discarded;
    }

    @Override
    public void close() {
        Life now = life;
        if (now != null) {
            now.process.destroyForcibly();
        }
    }
}
