package robotaxi.benchmarks.link;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.evidence.PresenceNews.State;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.local.stack.StackException;

/** A car that reads its welcome and then nothing more, while it asks for answers without end. */
final class StalledReader extends ClientCall.Listener<OpenResponse> {
    private static final int WINDOW_BYTES = 16 * 1024;
    private static final int PATIENCE_SECONDS = 60;

    /** Their answers are more than the window and what the gateway's transport keeps. */
    private static final int HEARTBEATS = 20_000;

    private static final double NANOS = 1e9;

    private final CompletableFuture<Long> epoch = new CompletableFuture<>();

    @Override
    public void onMessage(OpenResponse frame) {
        epoch.complete(frame.getWelcome().getSessionEpoch());
    }

    /** Seconds from the moment on which it stops reading until the fleet is told that its session is over. */
    static double closedSeconds(Car car, int linkPort, EventLog log) throws InterruptedException {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", linkPort)
                .sslContext(car.tls())
                .flowControlWindow(WINDOW_BYTES)
                .build();
        try {
            var reader = new StalledReader();
            ClientCall<OpenRequest, OpenResponse> call =
                    channel.newCall(VehicleLinkGrpc.getOpenMethod(), CallOptions.DEFAULT);
            call.start(reader, new Metadata());
            call.request(1);
            call.sendMessage(OpenRequest.newBuilder()
                    .setHello(Hello.newBuilder()
                            .setStream(StreamKind.STREAM_KIND_CONTROL)
                            .setBootEpoch(1))
                    .build());
            long mine =
                    reader.epoch.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            return awaitEnd(call, car, mine, log);
        } finally {
            channel.shutdownNow();
        }
    }

    private static double awaitEnd(ClientCall<OpenRequest, OpenResponse> call, Car car, long epoch, EventLog log)
            throws InterruptedException {
        OpenRequest heartbeat = OpenRequest.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setNumber(Long.MAX_VALUE))
                .build();
        long begin = System.nanoTime();
        for (int i = 0; i < HEARTBEATS; i++) {
            call.sendMessage(heartbeat);
        }
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            call.sendMessage(heartbeat);
            boolean isOver = log.presence().stream()
                    .anyMatch(news -> news.vehicleId().equals(car.id())
                            && news.epoch() == epoch
                            && news.state() != State.CONNECTED);
            if (isOver) {
                return (System.nanoTime() - begin) / NANOS;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new StackException("a reader that stands still was not sent away in " + PATIENCE_SECONDS + " s");
    }
}
