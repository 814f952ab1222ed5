package robotaxi.benchmarks.link;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Nack;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.Resume;
import robotaxi.contracts.link.v1.StreamKind;

/** A session's telemetry: as much as the credits let through, or a record whenever it is told. What is put off comes again. */
final class TelemetryStream implements ClientResponseObserver<byte[], OpenResponse> {
    /** As a car sends what waits on its disk. */
    static final int MOST_TOGETHER = 32;

    private final Telemetry telemetry;
    private final boolean floods;
    private final Acknowledged acknowledged;
    private final CompletableFuture<Void> welcomed = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<byte[]> out;
    private long next = 1;
    private long durable;
    private long credits;
    private boolean isPutOff;

    /** Hears of records that became durable. */
    interface Acknowledged {
        void upTo(long before, long durable);
    }

    private TelemetryStream(Telemetry telemetry, boolean floods, Acknowledged acknowledged) {
        this.telemetry = telemetry;
        this.floods = floods;
        this.acknowledged = acknowledged;
    }

    /** Opens one in a session; as a second stream of its connection. */
    static TelemetryStream open(ControlStream session, Telemetry telemetry, boolean floods, Acknowledged acknowledged) {
        var stream = new TelemetryStream(telemetry, floods, acknowledged);
        var out = ClientCalls.asyncBidiStreamingCall(
                session.channel().newCall(WireFrames.open(), CallOptions.DEFAULT), stream);
        out.onNext(OpenRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setStream(StreamKind.STREAM_KIND_BULK)
                        .setBootEpoch(1)
                        .setSessionEpoch(session.welcomed().join()))
                .build()
                .toByteArray());
        return stream;
    }

    CompletableFuture<Void> welcomed() {
        return welcomed;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<byte[]> requests) {
        out = requests;
        requests.setOnReadyHandler(this::pump);
    }

    @Override
    public void onNext(OpenResponse frame) {
        switch (frame.getFrameCase()) {
            case WELCOME -> {
                credits = frame.getWelcome().getCreditsList().stream()
                        .filter(credit -> credit.getLane() == Lane.LANE_TELEMETRY)
                        .mapToLong(Credit::getRecords)
                        .sum();
                frame.getWelcome().getDurableList().stream()
                        .filter(ack -> ack.getLane() == Lane.LANE_TELEMETRY)
                        .forEach(ack -> begin(ack.getDurableSequence()));
                welcomed.complete(null);
            }
            case ACK -> acknowledged(frame.getAck().getDurableSequence());
            case NACK -> putOff(frame.getNack());
            default -> {}
        }
        pump();
    }

    private synchronized void begin(long durableBefore) {
        durable = durableBefore;
        next = durableBefore + 1;
    }

    private void acknowledged(long sequence) {
        long before;
        synchronized (this) {
            before = durable;
            durable = Math.max(durable, sequence);
        }
        if (sequence > before) {
            acknowledged.upTo(before, sequence);
        }
    }

    private synchronized void putOff(Nack nack) {
        isPutOff = true;
        next = nack.getSequence();
        CompletableFuture.delayedExecutor(nack.getRetryAfterMillis(), TimeUnit.MILLISECONDS)
                .execute(this::resume);
    }

    private synchronized void resume() {
        isPutOff = false;
        if (out != null) {
            out.onNext(OpenRequest.newBuilder()
                    .setResume(Resume.newBuilder().setLane(Lane.LANE_TELEMETRY))
                    .build()
                    .toByteArray());
        }
        pump();
    }

    private synchronized void pump() {
        while (floods && out != null && out.isReady() && !isPutOff && next <= durable + credits) {
            int records = (int) Math.min(MOST_TOGETHER, durable + credits + 1 - next);
            out.onNext(telemetry.frame(next, records));
            next += records;
        }
    }

    /** Sends one record; answers its sequence, or 0 if the window is full. */
    synchronized long send() {
        if (out == null || isPutOff || next > durable + credits) {
            return 0;
        }
        out.onNext(telemetry.frame(next, 1));
        return next++;
    }

    /** Sends a frame of records whatever the credits say; false if it was put off, or if the transport takes no more. */
    synchronized boolean sendBeyondCredits(int records) {
        if (out == null || isPutOff || !out.isReady()) {
            return false;
        }
        out.onNext(telemetry.frame(next, records));
        next += records;
        return true;
    }

    @Override
    public void onError(Throwable fault) {
        over(fault);
    }

    @Override
    public void onCompleted() {
        over(new IllegalStateException("ended by the gateway"));
    }

    private synchronized void over(Throwable why) {
        out = null;
        welcomed.completeExceptionally(why);
    }
}
