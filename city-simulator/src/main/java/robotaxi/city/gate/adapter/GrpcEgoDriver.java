package robotaxi.city.gate.adapter;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import robotaxi.city.gate.EgoDriver;
import robotaxi.city.gate.RolloutException;
import robotaxi.city.gate.TimedPose;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;

/** A driver behind AlpaSim's driver interface. Pictures, poses and route go out at once, in an order of chance. */
public final class GrpcEgoDriver implements EgoDriver, AutoCloseable {
    private static final int LIMIT_BYTES = 64 << 20;
    /** AlpaSim sets none, and hangs for ever with a driver that does. */
    private static final long DEADLINE_SECONDS = 60;

    private final ManagedChannel channel;
    private final Random order = new Random(1);

    /** A driver at an address. */
    public GrpcEgoDriver(String host, int port) {
        channel = NettyChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .maxInboundMessageSize(LIMIT_BYTES)
                .build();
    }

    private EgodriverServiceGrpc.EgodriverServiceBlockingStub calls() {
        return EgodriverServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void start(String session, long seed, String sceneId) {
        call("start_session", () -> calls().startSession(GateWire.session(session, seed, sceneId)));
    }

    @Override
    public void observe(String session, Observation observation) {
        var stub = EgodriverServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        List<Supplier<ListenableFuture<Empty>>> submits = new ArrayList<>();
        for (Frame frame : observation.frames()) {
            submits.add(() -> stub.submitImageObservation(GateWire.image(session, observation.nowMicros(), frame)));
        }
        if (!observation.poses().isEmpty()) {
            submits.add(() -> stub.submitEgomotionObservation(GateWire.egomotion(session, observation.poses())));
        }
        if (observation.route().length > 0) {
            submits.add(() -> stub.submitRoute(GateWire.route(session, observation)));
        }
        synchronized (order) {
            Collections.shuffle(submits, order);
        }
        submits.stream().map(Supplier::get).toList().forEach(GrpcEgoDriver::await);
    }

    private static void await(ListenableFuture<Empty> submit) {
        try {
            submit.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RolloutException("stopped", e);
        } catch (ExecutionException e) {
            throw new RolloutException("the driver refused an observation: " + Status.fromThrowable(e), e);
        }
    }

    @Override
    public Answer drive(String session, long nowMicros, long queryMicros) {
        DriveResponse answer = call(
                "drive",
                () -> calls().drive(DriveRequest.newBuilder()
                        .setSessionUuid(session)
                        .setTimeNowUs(nowMicros)
                        .setTimeQueryUs(queryMicros)
                        .build()));
        Map<String, String> words =
                DebugWords.read(answer.getDebugInfo().getUnstructuredDebugInfo().toByteArray());
        List<TimedPose> plan = GateWire.poses(answer.getTrajectory());
        if (plan.stream()
                .anyMatch(pose -> !Double.isFinite(
                        pose.pose().x() + pose.pose().y() + pose.pose().heading()))) {
            throw new RolloutException("the driver's plan is not finite");
        }
        return new Answer(
                plan,
                answer.getDebugInfo().getSampledTrajectoriesList().stream()
                        .map(GateWire::poses)
                        .toList(),
                words.getOrDefault("reasoning_text", ""),
                !words.getOrDefault("safe_trajectory", "01").equals("00"),
                answer.getTerminateSession());
    }

    @Override
    public void close(String session) {
        try {
            var _ = calls().closeSession(DriveSessionCloseRequest.newBuilder()
                    .setSessionUuid(session)
                    .build());
        } catch (StatusRuntimeException e) {
            // A driver that is gone has no session any more.
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw new RolloutException("close_session: " + e.getStatus(), e);
            }
        }
    }

    private static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw new RolloutException(what + ": " + e.getStatus(), e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
