package robotaxi.benchmarks.alpasim;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import robotaxi.benchmarks.inference.TestedPackage;
import robotaxi.onboard.car.adapter.DoorAgent;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ThinkingNeed;

/** An agent at AlpaSim's door, and the runtime's client before it. */
public final class Conformance {
    private final TestedPackage tested;
    private final long seed;
    private final Consumer<String> tell;

    /** Of a package. */
    public Conformance(TestedPackage tested, long seed, Consumer<String> tell) {
        this.tested = tested;
        this.seed = seed;
        this.tell = tell;
    }

    /** Scenarios that were played, and those that went as they must. */
    public record Result(int scenarios, int passed, boolean repeatable) {}

    /** Plays all. */
    public Result run() throws IOException {
        int scenarios = 0;
        int passed = 0;
        try (DoorAgent agent = agent(OptionalLong.empty());
                DriverClient client = new DriverClient(agent.port())) {
            for (Map.Entry<String, Scenarios.Scenario> each :
                    new Scenarios(client, seed).all().entrySet()) {
                scenarios++;
                String wrong = play(each.getValue());
                passed += wrong.isEmpty() ? 1 : 0;
                tell.accept((wrong.isEmpty() ? "passed  " : "FAILED  ")
                        + each.getKey()
                        + (wrong.isEmpty() ? "" : ": " + wrong));
            }
        }
        return new Result(scenarios, passed, isRepeatable());
    }

    private static String play(Scenarios.Scenario scenario) {
        try {
            return scenario.play();
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private DoorAgent agent(OptionalLong ownSeed) throws IOException {
        return new DoorAgent(
                tested.files(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new DoorAgent.Terms(ThinkingNeed.Policy.NEED, ownSeed, 2, HostOptions.DEFAULT));
    }

    /** Under other ids, in another order, in another agent: the same bytes; under another seed others; unless the agent has its own. */
    private boolean isRepeatable() throws IOException {
        ByteString first;
        boolean same;
        try (DoorAgent agent = agent(OptionalLong.empty());
                DriverClient client = new DriverClient(agent.port())) {
            first = SameBytes.of(client, "a", 7, seed, 1);
            same = SameBytes.of(client, "b", 7, seed, 2).equals(first)
                    && !SameBytes.of(client, "c", 8, seed, 1).equals(first);
        }
        try (DoorAgent agent = agent(OptionalLong.of(7));
                DriverClient client = new DriverClient(agent.port())) {
            return same && SameBytes.of(client, "d", 99, seed, 3).equals(first);
        }
    }
}
