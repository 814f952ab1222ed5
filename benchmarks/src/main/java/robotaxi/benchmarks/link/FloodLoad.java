package robotaxi.benchmarks.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Cars that send telemetry at a given rate together, whatever their credits say. What is put off comes again. */
final class FloodLoad {
    private static final int TICK_MILLIS = 5;
    private static final double NANOS = 1e9;

    private FloodLoad() {}

    static Map<String, Object> run(LoadOrder order) throws InterruptedException {
        var telemetry = new Telemetry(order.seed());
        List<Car> cars = new Enrolment(order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token())
                .cars("flood", order.cars());
        List<ControlStream> sessions = new ArrayList<>();
        List<TelemetryStream> streams = new ArrayList<>();
        var durable = new LongAdder();
        for (Car car : cars) {
            ControlStream session = ControlStream.open(car, order.linkPort());
            session.welcomed().join();
            sessions.add(session);
            TelemetryStream stream =
                    TelemetryStream.open(session, telemetry, false, (before, now) -> durable.add(now - before));
            stream.welcomed().join();
            streams.add(stream);
        }
        try (var threads = Executors.newScheduledThreadPool(2)) {
            threads.scheduleAtFixedRate(() -> sessions.forEach(ControlStream::heartbeat), 1, 3, TimeUnit.SECONDS);
            var flood = new Flood(streams, order.amount(), System.nanoTime());
            threads.scheduleAtFixedRate(flood::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            double accepted = Rates.median(durable, order.warmSeconds(), order.seconds());
            threads.shutdownNow();
            double seconds = (System.nanoTime() - flood.beginNanos) / NANOS;
            long ended = sessions.stream()
                    .filter(session -> session.ended().isDone())
                    .count();
            sessions.forEach(ControlStream::cut);
            return Map.of(
                    "offered_per_second",
                    flood.offered.get() / seconds,
                    "sent_per_second",
                    flood.sent.sum() / seconds,
                    "accepted_per_second",
                    accepted,
                    "ended",
                    ended);
        }
    }

    /** What has fallen due is offered to the cars in turn; a car whose transport is full keeps it. */
    private static final class Flood {
        private final List<TelemetryStream> streams;
        private final int perSecond;
        private final long beginNanos;
        private final AtomicLong offered = new AtomicLong();
        private final LongAdder sent = new LongAdder();
        private int turn;

        Flood(List<TelemetryStream> streams, int perSecond, long beginNanos) {
            this.streams = streams;
            this.perSecond = perSecond;
            this.beginNanos = beginNanos;
        }

        void tick() {
            long due = (long) ((System.nanoTime() - beginNanos) / NANOS * perSecond);
            for (long left = due - offered.getAndSet(due); left > 0; left -= TelemetryStream.MOST_TOGETHER) {
                int records = (int) Math.min(left, TelemetryStream.MOST_TOGETHER);
                if (streams.get(turn++ % streams.size()).sendBeyondCredits(records)) {
                    sent.add(records);
                }
            }
        }
    }
}
