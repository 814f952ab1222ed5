package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.Secrets;

/**
 * Dispatch alone: the database, the broker and as many instances as are wanted, all on free ports. What dies is started again
 * when somebody asks for it, and all of it ends at the close.
 */
public final class MarketStack implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final int HEAP_MEGABYTES = 224;

    private final StackFolder folder;
    private final Supervisor supervisor;
    private final Ports ports = Ports.free();
    private final Secrets secrets;
    private final FleetPki pki;
    private final PostgresComponent postgres;
    private final KafkaComponent kafka;
    private final Map<String, Component> instances = new ConcurrentHashMap<>();
    private final Thread endings = new Thread(this::end);

    /**
     * An instance of dispatch that runs.
     *
     * @param url of its REST interface
     */
    public record Instance(String id, String url, ProcessHandle process) {}

    private MarketStack(StackFolder folder, Consumer<String> tell) {
        this.folder = folder;
        this.supervisor = new Supervisor(folder, tell);
        this.secrets = Secrets.load(folder.file("secrets.json"));
        this.pki = FleetPki.in(folder.folder("pki"));
        this.postgres = new PostgresComponent(folder, ports, secrets);
        this.kafka = new KafkaComponent(folder, ports);
    }

    /** Starts the database and the broker. */
    public static MarketStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new MarketStack(folder, tell);
        Runtime.getRuntime().addShutdownHook(stack.endings);
        try {
            CompletableFuture<Void> database = CompletableFuture.runAsync(() -> stack.step(stack.postgres));
            stack.step(stack.kafka);
            database.join();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Starts one more instance, which serves these markets on the map that comes with the build. */
    public Instance instance(String id, List<String> markets, Map<String, String> more) {
        Ports own = Ports.free();
        var starter = new ServiceStarter(folder, own, pki, postgres, kafka);
        String extract = Artifacts.cityExtract(folder, null).toString();
        String graph = folder.folder("graph").toString();
        Map<String, String> settings = starter.settings("dispatch", "dispatch");
        settings.put("DISPATCH_INSTANCE_ID", id);
        settings.put("DISPATCH_MARKET_ID", markets.getFirst());
        settings.put("DISPATCH_MARKET_MAP", extract);
        settings.put("DISPATCH_MARKET_GRAPH_FOLDER", graph);
        settings.putAll(pki.signer("dispatch").environment());
        settings.putAll(more);
        List<String> jvm = new ArrayList<>(JavaProcess.frugal(HEAP_MEGABYTES));
        // Keys of a map cannot be spelt as environment variables.
        markets.stream().skip(1).forEach(market -> {
            jvm.add("-Ddispatch.markets." + market + ".name=" + market);
            jvm.add("-Ddispatch.markets." + market + ".map=" + extract);
            jvm.add("-Ddispatch.markets." + market + ".graph-folder=" + graph);
        });
        Component instance = starter.service(id, "dispatch", "dispatch-service", jvm, settings);
        instances.put(id, instance);
        return new Instance(id, own.url("dispatch"), step(instance));
    }

    /** Starts an instance that ended once more, on its port. */
    public Instance restart(Instance ended) {
        return new Instance(ended.id(), ended.url(), step(Objects.requireNonNull(instances.get(ended.id()))));
    }

    private ProcessHandle step(Component component) {
        ProcessHandle process = supervisor.start(component);
        try {
            component.awaitReady(process, folder, PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
        return process;
    }

    /** Where database and broker are. */
    public Ports ports() {
        return ports;
    }

    /** The database's passwords. */
    public Secrets secrets() {
        return secrets;
    }

    /** For Kafka's clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    private void end() {
        supervisor.stop();
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(endings);
    }
}
