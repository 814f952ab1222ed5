package robotaxi.benchmarks.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.Resume;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;

/**
 * A car that behaves, with a safety event whenever it is told. It measures from the first sending of each to its acknowledgement,
 * sends again what was put off or cut, and counts what it suffers.
 */
final class SafetyCar {
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PAUSE_MILLIS = 500;

    private final Car car;
    private final int linkPort;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final List<Long> nanos = new ArrayList<>();
    private ControlStream stream;
    private boolean isWelcome;
    private boolean isPutOff;
    private boolean isClosed;
    private long first = -1;
    private long next = 1;
    private int ended;
    private int putOff;
    private int slow;

    private record Sent(long sequence, long atNanos) {}

    SafetyCar(Car car, int linkPort) {
        this.car = car;
        this.linkPort = linkPort;
        this.stream = come();
    }

    private ControlStream come() {
        ControlStream opened = ControlStream.open(car, linkPort, this::hear);
        opened.ended().thenRun(this::ended);
        return opened;
    }

    /** Once the first session is open. */
    void awaitWelcome() {
        ControlStream opened;
        synchronized (this) {
            opened = stream;
        }
        opened.welcomed().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private synchronized void hear(OpenResponse frame) {
        switch (frame.getFrameCase()) {
            case WELCOME -> {
                long durable = frame.getWelcome().getDurableList().stream()
                        .filter(ack -> ack.getLane() == Lane.LANE_SAFETY)
                        .mapToLong(Ack::getDurableSequence)
                        .sum();
                if (first < 0) {
                    first = durable + 1;
                    next = first;
                }
                isWelcome = true;
                isPutOff = false;
                acknowledged(durable);
                underWay.forEach(sent -> transmit(sent.sequence()));
            }
            case ACK -> {
                if (frame.getAck().getLane() == Lane.LANE_SAFETY) {
                    acknowledged(frame.getAck().getDurableSequence());
                }
            }
            case NACK -> putOff(frame.getNack());
            default -> {}
        }
    }

    private void acknowledged(long durable) {
        long now = System.nanoTime();
        while (!underWay.isEmpty() && underWay.element().sequence() <= durable) {
            long took = now - underWay.remove().atNanos();
            nanos.add(took);
            slow += took > SLOW_NANOS ? 1 : 0;
        }
    }

    private void putOff(Nack nack) {
        putOff++;
        isPutOff = true;
        CompletableFuture.delayedExecutor(nack.getRetryAfterMillis(), TimeUnit.MILLISECONDS)
                .execute(this::resume);
    }

    private synchronized void resume() {
        if (isWelcome && isPutOff) {
            isPutOff = false;
            stream.send(OpenRequest.newBuilder()
                    .setResume(Resume.newBuilder().setLane(Lane.LANE_SAFETY))
                    .build());
            underWay.forEach(sent -> transmit(sent.sequence()));
        }
    }

    private synchronized void ended() {
        if (!isClosed) {
            ended++;
            isWelcome = false;
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(this::comeAgain);
        }
    }

    private synchronized void comeAgain() {
        if (!isClosed) {
            stream = come();
        }
    }

    /** A safety event, sent as soon as the session allows. */
    synchronized void send() {
        if (first < 0) {
            return;
        }
        long sequence = next++;
        underWay.add(new Sent(sequence, System.nanoTime()));
        if (isWelcome && !isPutOff) {
            transmit(sequence);
        }
    }

    private void transmit(long sequence) {
        stream.send(OpenRequest.newBuilder()
                .setUplink(Uplink.newBuilder()
                        .setLane(Lane.LANE_SAFETY)
                        .setSequence(sequence)
                        .setBootEpoch(1)
                        .setSafety(SafetyEvent.newBuilder()
                                .setKind(SafetyKind.SAFETY_KIND_HARD_BRAKE)
                                .setDetail(String.valueOf(sequence))))
                .build());
    }

    synchronized void heartbeat() {
        stream.heartbeat();
    }

    /** Nothing waits for its acknowledgement. */
    synchronized boolean isIdle() {
        return underWay.isEmpty();
    }

    /** What was measured so far was the warm-up. */
    synchronized void forget() {
        nanos.clear();
        slow = 0;
        putOff = 0;
        ended = 0;
    }

    synchronized LongStream nanos() {
        return nanos.stream().mapToLong(Long::longValue);
    }

    /** Its session was ended, it was put off, or it waited for more than a second. */
    synchronized boolean isHarmed() {
        return ended > 0 || putOff > 0 || slow > 0;
    }

    /** Fleet id. */
    String id() {
        return car.id();
    }

    /** Sequences that it has sent: from here. */
    synchronized long first() {
        return first;
    }

    /** Sequences that it has sent: up to here, without it. */
    synchronized long next() {
        return next;
    }

    synchronized void close() {
        isClosed = true;
        stream.cut();
    }
}
