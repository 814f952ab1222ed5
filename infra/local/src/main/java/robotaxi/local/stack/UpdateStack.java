package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import robotaxi.local.identity.ReleaseKeys;

/** The update service alone: the database, the broker and one instance, all on free ports. */
public final class UpdateStack extends DataStack {
    private final ReleaseKeys keys;
    private final Map<String, Component> instances = new HashMap<>();

    /**
     * An instance that runs.
     *
     * @param url of its REST interface
     */
    public record Instance(String url, ProcessHandle process) {}

    private UpdateStack(StackFolder folder, Consumer<String> tell) {
        super(folder, tell);
        this.keys = ReleaseKeys.in(folder.folder("release-keys"));
    }

    /** Starts the database and the broker. */
    public static UpdateStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new UpdateStack(folder, tell);
        stack.begin();
        return stack;
    }

    /** Starts the instance, with both compilers and a heap of its own size. */
    public Instance instance(int heapMegabytes, Map<String, String> more) {
        return instance(Ports.free(), JavaProcess.large(heapMegabytes), more, List.of());
    }

    /** For whoever starts it often: with the quick compiler alone, and a first life leaves its classes linked for those after it. */
    public Instance instanceWithCache(int heapMegabytes, Map<String, String> more) throws InterruptedException {
        Ports own = Ports.free();
        return AotCache.second(
                folder().folder("ota").resolve("service.aot"),
                cache -> instance(own, JavaProcess.frugal(heapMegabytes), more, cache),
                Instance::process);
    }

    private Instance instance(Ports own, List<String> options, Map<String, String> more, List<String> cache) {
        ServiceStarter starter = starter(own);
        Map<String, String> settings = new HashMap<>(starter.settings("ota", "ota"));
        settings.put("QUARKUS_HTTP_SSL_PORT", starter.port("ota-vehicle"));
        settings.put("OTA_ARTIFACTS_FOLDER", folder().folder("ota/artifacts").toString());
        settings.put("OTA_TRUST_SNAPSHOT_KEY_FILE", keys.snapshotKey().toString());
        settings.put("OTA_TRUST_TIMESTAMP_KEY_FILE", keys.timestampKey().toString());
        settings.put("OTA_TRUST_DIRECTOR_KEY_FILE", keys.directorKey().toString());
        settings.putAll(pki().signer("ota").environment());
        settings.putAll(more);
        var jvm = new ArrayList<>(options);
        jvm.addAll(Services.vehicleTls(pki()));
        jvm.addAll(cache);
        Component instance = starter.service("ota", "ota", "ota-service", jvm, settings);
        instances.put(own.url("ota"), instance);
        return new Instance(own.url("ota"), step(instance));
    }

    /** Starts an instance that has died once more, where it was. */
    public Instance again(Instance dead) {
        return new Instance(dead.url(), step(Objects.requireNonNull(instances.get(dead.url()))));
    }

    /** What releases are signed with. */
    public ReleaseKeys keys() {
        return keys;
    }

    /** Where the service's database is, with user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports().of("postgres") + "/ota?user=ota&password="
                + secrets().get("database.ota");
    }
}
