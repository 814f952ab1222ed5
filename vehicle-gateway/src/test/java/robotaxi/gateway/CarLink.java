package robotaxi.gateway;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Farewell;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;

/** One stream of a car: what it sends, and what came back in order. */
public final class CarLink implements StreamObserver<OpenResponse>, AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;
    private static final long HEARTBEAT_MILLIS = 500;

    private final BlockingQueue<OpenResponse> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("car-heart").factory());
    private final ManagedChannel channel;
    private final StreamObserver<OpenRequest> out;

    private CarLink(ManagedChannel channel) {
        this.channel = channel;
        this.out = VehicleLinkGrpc.newStub(channel).open(this);
    }

    /** A stream that has said nothing yet. */
    public static CarLink silent(ManagedChannel channel) {
        return new CarLink(channel);
    }

    /** A control stream that said hello; see {@link #welcome}. */
    public static CarLink control(ManagedChannel channel, long lastCommandSequence) {
        var link = new CarLink(channel);
        link.hello(Hello.newBuilder()
                .setStream(StreamKind.STREAM_KIND_CONTROL)
                .setBootEpoch(1)
                .setLastCommandSequence(lastCommandSequence)
                .build());
        return link;
    }

    /** A bulk stream of a session. */
    public static CarLink bulk(ManagedChannel channel, long sessionEpoch) {
        var link = new CarLink(channel);
        link.hello(Hello.newBuilder()
                .setStream(StreamKind.STREAM_KIND_BULK)
                .setBootEpoch(1)
                .setSessionEpoch(sessionEpoch)
                .build());
        return link;
    }

    /** First frame. */
    public void hello(Hello hello) {
        send(OpenRequest.newBuilder().setHello(hello).build());
    }

    /** Waits for the gateway's answer and from then on stays alive by heartbeats. */
    public Welcome welcome() throws InterruptedException {
        Welcome welcome = await(FrameCase.WELCOME).getWelcome();
        heart.scheduleWithFixedDelay(
                () -> send(OpenRequest.newBuilder()
                        .setHeartbeat(Heartbeat.newBuilder().setNumber(1))
                        .build()),
                HEARTBEAT_MILLIS,
                HEARTBEAT_MILLIS,
                TimeUnit.MILLISECONDS);
        return welcome;
    }

    /** Stops the heartbeats and nothing else. */
    public void fallSilent() {
        heart.shutdownNow();
    }

    /** A frame, as it is. */
    public void send(OpenRequest frame) {
        synchronized (out) {
            if (!end.isDone()) {
                out.onNext(frame);
            }
        }
    }

    /** A record. */
    public void send(Uplink record) {
        send(OpenRequest.newBuilder().setUplink(record).build());
    }

    /** What became of a command. */
    public void report(long laneSequence, String commandId, CommandState state) {
        send(Uplink.newBuilder()
                .setLane(Lane.LANE_COMMAND)
                .setSequence(laneSequence)
                .setBootEpoch(1)
                .setCommandReport(
                        CommandReport.newBuilder().setCommandId(commandId).setState(state))
                .build());
    }

    /** Ends the session on purpose. */
    public void farewell() {
        fallSilent();
        send(OpenRequest.newBuilder()
                .setFarewell(Farewell.newBuilder().setReason("parked for the night"))
                .build());
        synchronized (out) {
            out.onCompleted();
        }
    }

    /** The next frame of a kind; others before it are dropped, answers to heartbeats among them. */
    public OpenResponse await(FrameCase kind) throws InterruptedException {
        List<FrameCase> others = new ArrayList<>();
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - giveUpAt < 0) {
            OpenResponse frame = frames.poll(100, TimeUnit.MILLISECONDS);
            if (frame != null && frame.getFrameCase() == kind) {
                return frame;
            }
            if (frame != null) {
                others.add(frame.getFrameCase());
            }
            if (frame == null && end.isDone()) {
                break;
            }
        }
        throw new AssertionError("No " + kind + " came, but " + others + ", end " + end.getNow(null));
    }

    /** How the gateway ended the stream. */
    public Status end() throws InterruptedException {
        try {
            return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError("The stream did not end", e);
        }
    }

    @Override
    public void onNext(OpenResponse frame) {
        frames.add(frame);
    }

    @Override
    public void onError(Throwable fault) {
        end.complete(Status.fromThrowable(fault));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    /** The connection breaks, without a word. */
    @Override
    public void close() {
        fallSilent();
        channel.shutdownNow();
    }
}
