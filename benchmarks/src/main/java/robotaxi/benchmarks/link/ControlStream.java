package robotaxi.benchmarks.link;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import robotaxi.contracts.link.v1.Farewell;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;

/** A car's session: a connection of its own with the control stream, from the hello on. */
public final class ControlStream implements StreamObserver<OpenResponse> {
    private final ManagedChannel channel;
    private final CompletableFuture<Long> welcomed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StreamObserver<OpenRequest> out;
    private final Consumer<OpenResponse> hears;
    private boolean saidFarewell;

    private ControlStream(ManagedChannel channel, Consumer<OpenResponse> hears) {
        this.channel = channel;
        this.hears = hears;
        this.out = VehicleLinkGrpc.newStub(channel).withWaitForReady().open(this);
    }

    /** Connects and says hello. */
    public static ControlStream open(Car car, int linkPort) {
        return open(car, linkPort, frame -> {});
    }

    /** Connects and says hello; every frame from the gateway is heard in order. */
    static ControlStream open(Car car, int linkPort, Consumer<OpenResponse> hears) {
        var stream = new ControlStream(car.connect(linkPort), hears);
        stream.send(OpenRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setStream(StreamKind.STREAM_KIND_CONTROL)
                        .setBootEpoch(1))
                .build());
        return stream;
    }

    /** The session's epoch, once the gateway has taken it; fails if it does not. */
    public CompletableFuture<Long> welcomed() {
        return welcomed;
    }

    /** The stream is over, whoever ended it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** For the session's other streams. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Alive. */
    public void heartbeat() {
        send(OpenRequest.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setNumber(1))
                .build());
    }

    /** Ends the session on purpose. */
    public void farewell() {
        send(OpenRequest.newBuilder()
                .setFarewell(Farewell.newBuilder().setReason("end of the benchmark"))
                .build());
        synchronized (out) {
            if (!ended.isDone() && !saidFarewell) {
                saidFarewell = true;
                out.onCompleted();
            }
        }
    }

    /** Breaks the connection without a word. */
    public void cut() {
        channel.shutdownNow();
    }

    /** Sends a frame, unless the stream is over. */
    void send(OpenRequest frame) {
        synchronized (out) {
            if (!ended.isDone() && !saidFarewell) {
                out.onNext(frame);
            }
        }
    }

    @Override
    public void onNext(OpenResponse frame) {
        if (frame.hasWelcome()) {
            welcomed.complete(frame.getWelcome().getSessionEpoch());
        }
        hears.accept(frame);
    }

    @Override
    public void onError(Throwable fault) {
        over(fault);
    }

    @Override
    public void onCompleted() {
        over(new IllegalStateException("ended by the gateway"));
    }

    private void over(Throwable why) {
        ended.complete(null);
        welcomed.completeExceptionally(why);
        channel.shutdownNow();
    }
}
