package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The vehicle link alone: the database, the broker and as many gateways as are wanted, all on free ports. */
public final class LinkStack extends DataStack {
    private final Map<String, Component> gateways = new ConcurrentHashMap<>();

    /**
     * A gateway that runs.
     *
     * @param url of its REST interface
     */
    public record Gateway(String id, String url, int linkPort, int enrolmentPort, ProcessHandle process) {}

    private LinkStack(StackFolder folder, Consumer<String> tell) {
        super(folder, tell);
    }

    /** Starts the database and the broker. */
    public static LinkStack start(StackFolder folder, Consumer<String> tell) {
        var stack = new LinkStack(folder, tell);
        stack.begin();
        return stack;
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
        Component gateway = starter(own).gateway(id, jvm, all);
        gateways.put(id, gateway);
        ProcessHandle process = step(gateway);
        return new Gateway(id, own.url("gateway"), own.of("gateway-link"), own.of("gateway-enrolment"), process);
    }

    /** Starts a gateway that ended once more, on its ports. */
    public Gateway restart(Gateway ended) {
        ProcessHandle process = step(Objects.requireNonNull(gateways.get(ended.id())));
        return new Gateway(ended.id(), ended.url(), ended.linkPort(), ended.enrolmentPort(), process);
    }
}
