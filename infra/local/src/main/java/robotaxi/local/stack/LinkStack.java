package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.Secrets;

/**
 * The vehicle link alone: the database, the broker and as many gateways as are wanted, all on free ports. What dies is started
 * again when somebody asks for it, and all of it ends at the close.
 */
public final class LinkStack implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final StackFolder folder;
    private final Supervisor supervisor;
    private final Ports ports = Ports.free();
    private final FleetPki pki;
    private final PostgresComponent postgres;
    private final KafkaComponent kafka;
    private final Map<String, Component> gateways = new ConcurrentHashMap<>();
    private final Thread endings = new Thread(this::end);
    private volatile @Nullable ProcessHandle broker;

    /**
     * A gateway that runs.
     *
     * @param url of its REST interface
     */
    public record Gateway(String id, String url, int linkPort, int enrolmentPort, ProcessHandle process) {}

    private LinkStack(StackFolder folder, Consumer<String> tell) {
        this.folder = folder;
        this.supervisor = new Supervisor(folder, tell);
        this.pki = FleetPki.in(folder.folder("pki"));
        this.postgres = new PostgresComponent(folder, ports, Secrets.load(folder.file("secrets.json")));
        this.kafka = new KafkaComponent(folder, ports);
    }

    /** Starts the database and the broker. */
    public static LinkStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new LinkStack(folder, tell);
        Runtime.getRuntime().addShutdownHook(stack.endings);
        try {
            CompletableFuture<Void> database = CompletableFuture.runAsync(() -> stack.step(stack.postgres));
            stack.restartBroker();
            database.join();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Starts one more gateway, with both compilers and a heap of its own size. */
    public Gateway gateway(String id, int heapMegabytes, Map<String, String> settings) {
        Ports own = Ports.free();
        Map<String, String> all = new HashMap<>(settings);
        all.put("GATEWAY_ID", id);
        List<String> jvm = new ArrayList<>(JavaProcess.frugal(heapMegabytes));
        jvm.remove("-XX:TieredStopAtLevel=1");
        // What both compilers make does not fit into less: methods would be thrown out and compiled again for ever.
        jvm.remove("-XX:ReservedCodeCacheSize=48m");
        jvm.add("-XX:ReservedCodeCacheSize=160m");
        // What ten thousand sessions keep is looked through at each collection, by all processors at once, while every
        // car waits: so collections are made rare by a young generation that is most of the heap.
        jvm.remove("-XX:+UseSerialGC");
        jvm.add("-XX:+UseParallelGC");
        jvm.add("-Xmn" + heapMegabytes * 3 / 5 + "m");
        // And it is there from the start, so that it is no part of what sessions cost.
        jvm.add("-XX:+AlwaysPreTouch");
        Component gateway = new ServiceStarter(folder, own, pki, postgres, kafka).gateway(id, jvm, all);
        gateways.put(id, gateway);
        ProcessHandle process = step(gateway);
        return new Gateway(id, own.url("gateway"), own.of("gateway-link"), own.of("gateway-enrolment"), process);
    }

    /** Starts a gateway that ended once more, on its ports. */
    public Gateway restart(Gateway ended) {
        ProcessHandle process = step(Objects.requireNonNull(gateways.get(ended.id())));
        return new Gateway(ended.id(), ended.url(), ended.linkPort(), ended.enrolmentPort(), process);
    }

    /** Starts a broker that ended once more, on its port and with what it has stored. */
    public void restartBroker() {
        broker = step(kafka);
    }

    /** The broker's process. */
    public ProcessHandle broker() {
        return Objects.requireNonNull(broker);
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

    /** For Kafka's clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The fleet's certificates. */
    public FleetPki pki() {
        return pki;
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
