package robotaxi.gateway.link.adapter;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Goodbye;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse;

/**
 * One stream towards a car, from any thread; the welcome is its first frame. What a car does not read waits here and not in the
 * transport: acknowledgements collapse to the newest of each lane, other frames are counted, and who has waited too long is found out.
 */
final class StreamOut {
    /** More frames than this wait for nobody. */
    private static final int MOST_WAITING = 256;

    private static final long NOT_WAITING = 0;

    private final ServerCallStreamObserver<OpenResponse> out;
    private final Deque<OpenResponse> waiting = new ArrayDeque<>();
    private final Map<Lane, Long> waitingAcks = new EnumMap<>(Lane.class);
    private final AtomicLong waitsSinceNanos = new AtomicLong(NOT_WAITING);
    private boolean welcomed;
    private boolean open = true;

    StreamOut(ServerCallStreamObserver<OpenResponse> out) {
        this.out = out;
        out.setOnReadyHandler(this::flush);
    }

    /** Sends the first frame, and after it what came before its time. */
    void welcome(OpenResponse welcome) {
        synchronized (out) {
            waiting.addFirst(welcome);
            welcomed = true;
            flush();
        }
    }

    /** Sends a frame or lets it wait; false if the stream is gone or too much waits already. */
    boolean send(OpenResponse frame) {
        synchronized (out) {
            if (!isOpen() || waiting.size() >= MOST_WAITING) {
                return false;
            }
            waiting.add(frame);
            flush();
            return true;
        }
    }

    /** Tells how far a lane is durable. */
    void acknowledge(Lane lane, long durableSequence) {
        synchronized (out) {
            waitingAcks.merge(lane, durableSequence, Math::max);
            flush();
        }
    }

    private void flush() {
        synchronized (out) {
            while (isOpen() && welcomed && out.isReady() && !(waiting.isEmpty() && waitingAcks.isEmpty())) {
                OpenResponse next = waiting.poll();
                out.onNext(next == null ? nextAck() : next);
            }
            boolean waits = isOpen() && !(waiting.isEmpty() && waitingAcks.isEmpty());
            if (!waits) {
                waitsSinceNanos.set(NOT_WAITING);
            } else {
                // Nano time may be 0 once in a long while; one nanosecond more harms nobody.
                waitsSinceNanos.compareAndSet(NOT_WAITING, Math.max(1, System.nanoTime()));
            }
        }
    }

    private OpenResponse nextAck() {
        var entries = waitingAcks.entrySet().iterator();
        var entry = entries.next();
        var ack = Ack.newBuilder().setLane(entry.getKey()).setDurableSequence(entry.getValue());
        entries.remove();
        return OpenResponse.newBuilder().setAck(ack).build();
    }

    /** How long frames have been waiting for this reader. */
    long stalledNanos(long nowNanos) {
        long since = waitsSinceNanos.get();
        return since == NOT_WAITING ? 0 : nowNanos - since;
    }

    /** Ends the stream with a reason that the car understands. */
    void goodbye(String code, int retryAfterMillis) {
        synchronized (out) {
            if (isOpen()) {
                out.onNext(OpenResponse.newBuilder()
                        .setGoodbye(Goodbye.newBuilder().setCode(code).setRetryAfterMillis(retryAfterMillis))
                        .build());
                out.onCompleted();
            }
            open = false;
        }
    }

    /** Ends the stream with a status. */
    void fail(Status status) {
        synchronized (out) {
            if (isOpen()) {
                out.onError(status.asRuntimeException());
            }
            open = false;
        }
    }

    /** Ends the stream without a word: the car has ended its side. */
    void complete() {
        synchronized (out) {
            if (isOpen()) {
                out.onCompleted();
            }
            open = false;
        }
    }

    private boolean isOpen() {
        return open && !out.isCancelled();
    }
}
