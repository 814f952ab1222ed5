package robotaxi.benchmarks.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import robotaxi.benchmarks.rider.FleetApi;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.RunRecord;

/** Kills dispatch, gateway, Kafka and PostgreSQL in turn, each time in another order, and sees them come back. */
public final class Killer {
    private static final List<String> VICTIMS = List.of("dispatch", "gateway", "kafka", "postgres");
    private static final int PATIENCE_SECONDS = 120;

    private final StackUnderTest stack;
    private final FleetApi api;
    private final Consumer<String> tell;
    private final Random chance;
    private final List<String> kills = Collections.synchronizedList(new ArrayList<>());
    private double slowestReturnSeconds;
    private int neverReturned;

    /** A killer of that stack. */
    public Killer(StackUnderTest stack, FleetApi api, long seed, Consumer<String> tell) {
        this.stack = stack;
        this.api = api;
        this.tell = tell;
        this.chance = new Random(seed);
    }

    /** Processes that were killed, in order. */
    public int kills() {
        return kills.size();
    }

    /** From a kill to readiness, at worst. */
    public double slowestReturnSeconds() {
        return slowestReturnSeconds;
    }

    /** Processes that were not ready again in two minutes. */
    public int neverReturned() {
        return neverReturned;
    }

    /** Kills one process after the other with a pause between, as long as {@code more} says so and while {@code busy}. */
    public void run(int pauseMillis, BooleanSupplier more, BooleanSupplier busy) throws InterruptedException {
        List<String> order = new ArrayList<>();
        while (more.getAsBoolean()) {
            if (order.isEmpty()) {
                order.addAll(VICTIMS);
                Collections.shuffle(order, chance);
            }
            // Between 70 and 130 % of the pause, so that a kill meets every state of a ride.
            TimeUnit.MILLISECONDS.sleep(pauseMillis * 7L / 10 + chance.nextInt(pauseMillis * 6 / 10));
            while (more.getAsBoolean() && !busy.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            if (more.getAsBoolean()) {
                kill(order.removeFirst());
            }
        }
    }

    private void kill(String victim) throws InterruptedException {
        Optional<ProcessHandle> process = find(victim);
        if (process.isEmpty() || !process.get().destroyForcibly()) {
            tell.accept(victim + " could not be killed: it is not there");
            return;
        }
        long begin = System.nanoTime();
        kills.add(victim);
        tell.accept("kill -9 " + victim + " (" + kills.size() + ")");
        long pid = process.get().pid();
        while (find(victim).filter(now -> now.pid() != pid).isEmpty() || !isReady(victim)) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                neverReturned++;
                tell.accept(victim + " did not come back in " + PATIENCE_SECONDS + " s");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        slowestReturnSeconds = Math.max(slowestReturnSeconds, seconds);
        tell.accept(String.format(java.util.Locale.ROOT, "%s is ready again after %.1f s", victim, seconds));
    }

    private Optional<ProcessHandle> find(String name) {
        return RunRecord.list(stack.folder()).stream()
                .filter(run -> run.name().equals(name))
                .findFirst()
                .flatMap(RunRecord::alive);
    }

    private boolean isReady(String name) {
        return switch (name) {
            case "dispatch", "gateway" -> api.get("", name, "/q/health/ready").ok();
            default -> listens(stack.ports().of(name));
        };
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 300);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
