package robotaxi.local.stack;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.Secrets;

/**
 * The database and the broker, on free ports, for services that a benchmark starts one by one. What dies is started again when
 * somebody asks for it, and all of it ends at the close.
 */
abstract sealed class DataStack implements AutoCloseable permits EvidenceStack, LinkStack, MarketStack, UpdateStack {
    private static final int PATIENCE_SECONDS = 120;

    private final StackFolder folder;
    private final Supervisor supervisor;
    private final Ports ports = Ports.free();
    private final Secrets secrets;
    private final FleetPki pki;
    private final PostgresComponent postgres;
    private final KafkaComponent kafka;
    private final Thread endings = new Thread(this::end);
    private volatile @Nullable ProcessHandle broker;

    DataStack(StackFolder folder, Consumer<String> tell) {
        this.folder = folder;
        this.supervisor = new Supervisor(folder, tell);
        this.secrets = Secrets.load(folder.file("secrets.json"));
        this.pki = FleetPki.in(folder.folder("pki"));
        this.postgres = new PostgresComponent(folder, ports, secrets);
        this.kafka = new KafkaComponent(folder, ports);
    }

    /** Starts the database and the broker. */
    final void begin() {
        Runtime.getRuntime().addShutdownHook(endings);
        try {
            CompletableFuture<Void> database = CompletableFuture.runAsync(() -> step(postgres));
            restartBroker();
            database.join();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What starts services on this database and broker. */
    final ServiceStarter starter(Ports own) {
        return new ServiceStarter(folder, own, pki, postgres, kafka);
    }

    /** Starts a process, the first time or once more, and waits until it is ready. */
    final ProcessHandle step(Component component) {
        ProcessHandle process = supervisor.start(component);
        try {
            component.awaitReady(process, folder, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
        return process;
    }

    /** Where its state lies. */
    final StackFolder folder() {
        return folder;
    }

    /** Starts a broker that ended once more, on its port and with what it has stored. */
    public final void restartBroker() {
        broker = step(kafka);
    }

    /** The broker's process. */
    public final ProcessHandle broker() {
        return Objects.requireNonNull(broker);
    }

    /** For Kafka's clients. */
    public final String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The fleet's certificates. */
    public final FleetPki pki() {
        return pki;
    }

    /** Where database and broker are. */
    public final Ports ports() {
        return ports;
    }

    /** The database's passwords. */
    public final Secrets secrets() {
        return secrets;
    }

    private void end() {
        supervisor.stop();
    }

    @Override
    public final void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(endings);
    }
}
