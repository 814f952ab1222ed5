package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import robotaxi.benchmarks.evidence.LaneTrail;
import robotaxi.benchmarks.evidence.LaneTrail.LaneName;
import robotaxi.benchmarks.evidence.LaneTrail.Taken;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.benchmarks.link.LoadClient;
import robotaxi.benchmarks.link.LoadOrder;
import robotaxi.benchmarks.link.LoadTarget;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/**
 * One gateway that is offered more than it can carry: safety events beside twice the telemetry that it makes durable, then beside a
 * reader that stands still and frames that are none. The flood comes from a process that gives way to all others, so that what is
 * measured is the gateway's own doing.
 */
public final class Overload implements Benchmark {
    private static final int SENDERS = 48;
    private static final int CARS = 6;
    private static final int MALFORMED = 100_000;
    private static final int QUICK_MALFORMED = 2_000;
    private static final int GATEWAY_HEAP_MEGABYTES = 2_560;
    private static final int CLIENT_HEAP_MEGABYTES = 1_024;
    private static final int GIVES_WAY = 19;
    private static final int TIMES = 2;
    private static final double TENTHS = 10;
    private static final double LONGEST_MILLIS = 50;
    private static final double LONGEST_SECONDS = 10;

    /** Found by its name. */
    public Overload() {}

    @Override
    public String summary() {
        return "one gateway under twice its telemetry, a stalled reader and malformed frames: do safety events notice?";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("senders", "cars", "malformed", "seconds");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("overload");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            LinkStack.Gateway gateway = stack.gateway("gateway-1", GATEWAY_HEAP_MEGABYTES, operator.settings());
            return new Run(setting, new LoadTarget(stack, gateway, operator.token(), setting.seed())).play();
        }
    }

    /** One run against one gateway. */
    private record Run(Setting setting, LoadTarget target) {
        private int seconds() {
            return setting.size("seconds", setting.quick() ? 4 : 30);
        }

        private int senders() {
            return setting.size("senders", SENDERS);
        }

        private int cars() {
            return setting.size("cars", CARS);
        }

        Outcome play() throws InterruptedException {
            var trail = new LaneTrail();
            int warm = setting.quick() ? 2 : 10;
            JsonNode carried = run(target.order("throughput", senders(), 0, warm, seconds()), 0);
            int capacity = (int) carried.path("records_per_second").asDouble();
            if (capacity == 0) {
                throw new StackException("the gateway made no telemetry durable; there is nothing to double");
            }
            setting.tell().accept("the gateway makes " + capacity + " records of telemetry a second durable");
            JsonNode quiet = safety(target.order("safety", cars(), 0, warm, seconds()), trail);
            tellSafety("without load", quiet);
            JsonNode flood;
            JsonNode loaded;
            // The flood is up before the first safety event that counts, and there until the last.
            LoadOrder flooding = target.order("flood", senders(), TIMES * capacity, warm, 3 * warm + seconds());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<JsonNode> flooded = threads.submit(() -> run(flooding, GIVES_WAY));
                loaded = safety(target.order("safety", cars(), 0, 3 * warm, seconds()), trail);
                tellSafety("in the flood", loaded);
                flood = flooded.get();
            } catch (ExecutionException e) {
                throw new StackException("the flood failed: " + e.getCause(), e);
            }
            int malformed = setting.size("malformed", setting.quick() ? QUICK_MALFORMED : MALFORMED);
            JsonNode hostile = safety(target.order("hostile", cars(), malformed, 1, 0), trail);
            tellSafety("beside the hostile", hostile);
            new EventLog(target.stack().bootstrapServers()).numberedSafety(trail);
            return judge(trail, capacity, quiet, flood, loaded, hostile);
        }

        private static JsonNode run(LoadOrder order, int niceness) throws InterruptedException {
            return LoadClient.run(order, CLIENT_HEAP_MEGABYTES, niceness);
        }

        /** Runs cars that send safety events, and enters into the trail what they say they have sent. */
        private static JsonNode safety(LoadOrder order, LaneTrail trail) throws InterruptedException {
            JsonNode figures = run(order, 0);
            figures.path("sent").forEachEntry((car, range) -> {
                for (long number = range.path(0).asLong();
                        number < range.path(1).asLong();
                        number++) {
                    trail.taken(new LaneName(car, "safety"), new Taken(number, number, 1, 0), true);
                }
            });
            return figures;
        }

        private void tellSafety(String when, JsonNode figures) {
            setting.tell()
                    .accept("safety events " + when + ": p99 " + tenths(figures, "p99_ms") + " ms, worst "
                            + tenths(figures, "worst_ms") + " ms of "
                            + figures.path("acknowledged").asLong());
        }

        private static double tenths(JsonNode figures, String name) {
            return Math.round(TENTHS * figures.path(name).asDouble()) / TENTHS;
        }

        private Outcome judge(
                LaneTrail trail, int capacity, JsonNode quiet, JsonNode flood, JsonNode loaded, JsonNode hostile) {
            List<String> lost = trail.lost();
            lost.stream().limit(5).forEach(each -> setting.tell().accept("lost: " + each));
            double p99 = tenths(loaded, "p99_ms");
            double closed = tenths(hostile, "stalled_reader_closed_s");
            long harmed = hostile.path("harmed").asLong();
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("safety_p99_ms", p99);
            metrics.put("safety_lost", lost.size());
            metrics.put("stalled_reader_closed_s", closed);
            metrics.put("malformed", hostile.path("malformed").asLong());
            metrics.put("sessions_harmed", harmed);
            metrics.put("safety_p99_unloaded_ms", tenths(quiet, "p99_ms"));
            metrics.put("safety_p99_hostile_ms", tenths(hostile, "p99_ms"));
            metrics.put("safety_records", trail.taken());
            metrics.put("sessions_harmed_in_flood", loaded.path("harmed").asLong());
            metrics.put("telemetry_carried_per_s", capacity);
            metrics.put(
                    "telemetry_offered_per_s",
                    Math.round(flood.path("offered_per_second").asDouble()));
            metrics.put(
                    "telemetry_sent_per_s",
                    Math.round(flood.path("sent_per_second").asDouble()));
            metrics.put(
                    "telemetry_accepted_per_s",
                    Math.round(flood.path("accepted_per_second").asDouble()));
            // The quick run shares its machine with whatever else is tested; times are judged by the full one.
            boolean isFast = setting.quick() || (p99 <= LONGEST_MILLIS && closed <= LONGEST_SECONDS);
            return new Outcome(metrics, lost.isEmpty() && harmed == 0 && isFast);
        }
    }
}
