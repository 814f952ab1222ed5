package robotaxi.benchmarks.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** A session's telemetry, a record whenever it is told, with the time from each sending to its acknowledgement. */
final class TimedTelemetry {
    private final Queue<Sent> underWay = new ArrayDeque<>();
    private final List<Long> nanos = new ArrayList<>();
    private final TelemetryStream stream;

    private record Sent(long sequence, long atNanos) {}

    TimedTelemetry(ControlStream session, Telemetry telemetry) {
        this.stream = TelemetryStream.open(session, telemetry, false, (before, durable) -> acknowledged(durable));
    }

    CompletableFuture<Void> welcomed() {
        return stream.welcomed();
    }

    /** The time counts from before the sending, so that a transport that is slow to take the record is part of it. */
    synchronized void send() {
        long now = System.nanoTime();
        long sequence = stream.send();
        if (sequence > 0) {
            underWay.add(new Sent(sequence, now));
        }
    }

    private synchronized void acknowledged(long durable) {
        long now = System.nanoTime();
        while (!underWay.isEmpty() && underWay.element().sequence() <= durable) {
            nanos.add(now - underWay.remove().atNanos());
        }
    }

    /** What was measured so far was the warm-up. */
    synchronized void forget() {
        nanos.clear();
    }

    /** As they are now: more of them come while they are looked at. */
    synchronized LongStream nanos() {
        return LongStream.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }
}
