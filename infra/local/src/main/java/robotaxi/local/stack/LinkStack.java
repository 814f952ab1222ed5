package robotaxi.local.stack;

import java.util.HashMap;
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
        Component gateway = starter(own).gateway(id, JavaProcess.large(heapMegabytes), all);
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
