package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.RealmKeeper;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.ReleaseKeys;
import robotaxi.local.identity.Secrets;

/** The whole operation on this machine: brought up in order, watched, taken down in order. */
public final class Stack {
    private static final long LEAST_DISK_BYTES = 2L << 30;
    private static final int PATIENCE_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackFolder folder;
    private final StackOptions options;
    private final Consumer<String> tell;
    private final Ports ports = new Ports();
    private final Supervisor supervisor;
    private @Nullable FileLock lock;

    /** A stack in a folder; {@code tell} hears of the progress. */
    public Stack(StackFolder folder, StackOptions options, Consumer<String> tell) {
        this.folder = folder;
        this.options = options;
        this.tell = tell;
        this.supervisor = new Supervisor(folder, tell);
    }

    /** Where things are. */
    public Ports ports() {
        return ports;
    }

    /** Brings everything up and returns when all is ready. */
    public void up() {
        takeLock();
        try {
            endLeftovers();
            demandDisk();
            ports.demandFree();
            start();
            supervisor.keepAlive();
        } catch (RuntimeException e) {
            down();
            throw e;
        }
    }

    /** Only who holds the lock may touch the state, at the start and at the end. */
    private synchronized void takeLock() {
        try {
            FileChannel file =
                    FileChannel.open(folder.file("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw alreadyUp();
            }
        } catch (IOException e) {
            throw new StackException("the state in " + folder.root() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static StackException alreadyUp() {
        return new StackException("the stack is already up. See ./robotaxi status, or end it with ./robotaxi down.");
    }

    private void endLeftovers() {
        List<RunRecord> left = RunRecord.list(folder);
        for (RunRecord run : left.reversed()) {
            if (run.alive().isPresent()) {
                tell.accept("ending " + run.name() + ", left by a launcher that was killed");
                run.end();
            }
            run.forget(folder);
        }
    }

    private void demandDisk() {
        try {
            long free = Files.getFileStore(folder.root()).getUsableSpace();
            if (free < LEAST_DISK_BYTES) {
                throw new StackException("only " + (free >> 20) + " MiB are free where " + folder.root()
                        + " lies; the stack wants " + (LEAST_DISK_BYTES >> 20) + " MiB");
            }
        } catch (IOException e) {
            throw new StackException("the disk under " + folder.root() + " cannot be read", e);
        }
    }

    private void start() {
        Secrets secrets = Secrets.load(folder.file("secrets.json"));
        FleetPki pki = FleetPki.in(folder.folder("pki"));
        ReleaseKeys releaseKeys = ReleaseKeys.in(folder.folder("tuf"));
        Path extract = Artifacts.cityExtract(folder, options.map());
        RealmPlan plan = new RealmPlan(secrets, ports.url("console"));
        var services = new Services(folder, options, ports, secrets, pki, releaseKeys, extract);

        var postgres = services.postgres();
        step(postgres);
        var keycloak = new KeycloakComponent(folder, ports, secrets, plan, postgres);
        tell.accept("starting keycloak (it takes a while and goes on beside the rest)");
        ProcessHandle keycloakProcess = supervisor.start(keycloak);
        step(services.kafka());
        step(services.gateway());
        step(services.dispatch());
        CompletableFuture<Void> offices = CompletableFuture.runAsync(() -> {
            step(services.ota());
            step(services.incident());
        });
        await(keycloak, keycloakProcess);
        new RealmKeeper(plan).keep(ports.url("keycloak"), keycloak.adminPassword());
        tell.accept("keycloak is ready, the realm is as planned");
        JsonNode origin = new FleetSetup(folder, ports, secrets, options).prepare(extract);
        step(services.agent(origin));
        step(services.simulator(origin));
        join(offices);
        new ReleaseDesk(folder, ports, secrets).publishRoots(releaseKeys);
        step(services.console());
        writeAddresses();
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException known ? known : e;
        }
    }

    private void step(Component component) {
        long begin = System.nanoTime();
        await(component, supervisor.start(component));
        tell.accept(String.format(
                java.util.Locale.ROOT,
                "%-10s ready after %.1f s",
                component.name(),
                (System.nanoTime() - begin) / 1e9));
    }

    private void await(Component component, ProcessHandle process) {
        try {
            component.awaitReady(process, folder, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private void writeAddresses() {
        try {
            JSON.writeValue(
                    folder.file("stack.json").toFile(),
                    Map.of(
                            "console", ports.url("console"),
                            "dispatch", ports.url("dispatch"),
                            "gateway", ports.url("gateway"),
                            "ota", ports.url("ota"),
                            "incident", ports.url("incident"),
                            "keycloak", ports.url("keycloak"),
                            "simulator", ports.url("simulator"),
                            "kafka", "127.0.0.1:" + ports.of("kafka"),
                            "cars", options.cars(),
                            "seed", options.seed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this launcher holds the stack: another one may, and then there is nothing here to take down. */
    public synchronized boolean isOurs() {
        return lock != null;
    }

    /** Takes everything down, last started first. */
    public synchronized void down() {
        if (lock == null) {
            return;
        }
        supervisor.stop();
        try {
            Files.deleteIfExists(folder.file("stack.json"));
            lock.acquiredBy().close();
            lock = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses of a stack that is up, or nothing. */
    public static java.util.Optional<JsonNode> running(StackFolder folder) {
        try {
            Path file = folder.file("stack.json");
            boolean isUp = Files.exists(file)
                    && RunRecord.list(folder).stream()
                            .anyMatch(run ->
                                    "dispatch".equals(run.name()) && run.alive().isPresent());
            return isUp ? java.util.Optional.of(JSON.readTree(file.toFile())) : java.util.Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
