package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The incident service alone: the database, the broker and one instance, all on free ports. */
public final class EvidenceStack extends DataStack {
    private final Map<String, Component> instances = new ConcurrentHashMap<>();

    /**
     * An instance that runs.
     *
     * @param url of its REST interface
     * @param vehicleUrl where cars upload, by mutual TLS: {@code pki().car(id).context()}
     */
    public record Instance(String url, String vehicleUrl, ProcessHandle process) {}

    private EvidenceStack(StackFolder folder, Consumer<String> tell) {
        super(folder, tell);
    }

    /** Starts the database and the broker. */
    public static EvidenceStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new EvidenceStack(folder, tell);
        stack.begin();
        return stack;
    }

    /** Starts the instance, with both compilers and a heap of its own size; {@code more} wins over the usual settings. */
    public Instance instance(int heapMegabytes, Map<String, String> more) {
        return instance(Ports.free(), JavaProcess.large(heapMegabytes), more, List.of());
    }

    /** For whoever starts it often: with the quick compiler alone, and a first life leaves its classes linked for those after it. */
    public Instance instanceWithCache(int heapMegabytes, Map<String, String> more) throws InterruptedException {
        Ports own = Ports.free();
        return AotCache.second(
                folder().folder("incident").resolve("service.aot"),
                cache -> instance(own, JavaProcess.frugal(heapMegabytes), more, cache),
                Instance::process);
    }

    private Instance instance(Ports own, List<String> options, Map<String, String> more, List<String> cache) {
        ServiceStarter starter = starter(own);
        Map<String, String> settings = new HashMap<>(starter.settings("incident", "incident"));
        settings.put("QUARKUS_HTTP_SSL_PORT", starter.port("incident-vehicle"));
        settings.put(
                "INCIDENT_EVIDENCE_FOLDER", folder().folder("incident/evidence").toString());
        settings.putAll(pki().keeper().environment());
        settings.putAll(pki().signer("incident").environment());
        settings.putAll(more);
        var jvm = new ArrayList<>(options);
        jvm.addAll(Services.vehicleTls(pki()));
        jvm.addAll(cache);
        Component instance = starter.service("incident", "incident", "incident-service", jvm, settings);
        String url = own.url("incident");
        instances.put(url, instance);
        return new Instance(url, "https://localhost:" + own.of("incident-vehicle"), step(instance));
    }

    /** Starts an instance that has died once more, where it was. */
    public Instance again(Instance dead) {
        return new Instance(dead.url(), dead.vehicleUrl(), step(Objects.requireNonNull(instances.get(dead.url()))));
    }

    /** Where the service's database is, with user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports().of("postgres") + "/incident?user=incident&password="
                + secrets().get("database.incident");
    }
}
