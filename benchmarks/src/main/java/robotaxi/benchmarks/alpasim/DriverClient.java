package robotaxi.benchmarks.alpasim;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.common.VersionId;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;

/** The runtime's end of the driver service: plain text, unary, answers of 4 MiB at most. */
final class DriverClient implements AutoCloseable {
    private final ManagedChannel channel;
    private final EgodriverServiceGrpc.EgodriverServiceBlockingStub calls;

    DriverClient(int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        calls = EgodriverServiceGrpc.newBlockingStub(channel);
    }

    EgodriverServiceGrpc.EgodriverServiceBlockingStub calls() {
        return calls;
    }

    VersionId version() {
        return calls.withWaitForReady().getVersion(Empty.getDefaultInstance());
    }

    void start(String id, long seed) {
        var _ = calls.startSession(DriveSessionRequest.newBuilder()
                .setSessionUuid(id)
                .setRandomSeed(seed)
                .build());
    }

    void close(String id) {
        var _ = calls.closeSession(
                DriveSessionCloseRequest.newBuilder().setSessionUuid(id).build());
    }

    DriveResponse drive(String id, long nowUs) {
        return calls.drive(DriveRequest.newBuilder()
                .setSessionUuid(id)
                .setTimeNowUs(nowUs)
                .setTimeQueryUs(nowUs + Rollout.STEP_US)
                .build());
    }

    /** The status that a call ends with. */
    static Status.Code status(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
