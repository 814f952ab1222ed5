package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Dispatch alone: the database, the broker and as many instances as are wanted, all on free ports. */
public final class MarketStack extends DataStack {
    private static final int HEAP_MEGABYTES = 224;

    private final Map<String, Component> instances = new ConcurrentHashMap<>();

    /**
     * An instance of dispatch that runs.
     *
     * @param url of its REST interface
     */
    public record Instance(String id, String url, ProcessHandle process) {}

    private MarketStack(StackFolder folder, Consumer<String> tell) {
        super(folder, tell);
    }

    /** Starts the database and the broker. */
    public static MarketStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new MarketStack(folder, tell);
        stack.begin();
        return stack;
    }

    /** Starts one more instance, which serves these markets on the map that comes with the build. */
    public Instance instance(String id, List<String> markets, Map<String, String> more) {
        return instance(id, markets, more, JavaProcess.frugal(HEAP_MEGABYTES));
    }

    /** Starts an instance that has memory for a large fleet, and both compilers. */
    public Instance largeInstance(String id, String market, int heapMegabytes, Map<String, String> more) {
        return instance(id, List.of(market), more, JavaProcess.large(heapMegabytes));
    }

    private Instance instance(String id, List<String> markets, Map<String, String> more, List<String> options) {
        Ports own = Ports.free();
        var starter = starter(own);
        String extract = Artifacts.cityExtract(folder(), null).toString();
        String graph = folder().folder("graph").toString();
        Map<String, String> settings = starter.settings("dispatch", "dispatch");
        settings.put("DISPATCH_INSTANCE_ID", id);
        settings.put("DISPATCH_MARKET_ID", markets.getFirst());
        settings.put("DISPATCH_MARKET_MAP", extract);
        settings.put("DISPATCH_MARKET_GRAPH_FOLDER", graph);
        settings.put("DISPATCH_SECRET_KEY", secrets().getForKeys("dispatch.secret-key"));
        settings.putAll(pki().signer("dispatch").environment());
        settings.putAll(more);
        List<String> jvm = new ArrayList<>(options);
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
}
