package robotaxi.city.gate.adapter;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import robotaxi.city.gate.EgoDriver;
import robotaxi.city.gate.RolloutException;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.common.SessionRequestStatus;
import robotaxi.contracts.alpasim.common.VersionId;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.GroundTruthRequest;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.alpasim.egodriver.RouteRequest;

/** Serves a driver that looks at nothing, so that a baseline passes through the same door as a model. */
final class DriverDoor extends EgodriverServiceGrpc.EgodriverServiceImplBase implements AutoCloseable {
    private final EgoDriver driver;
    private final String name;
    private final Server server;

    DriverDoor(String name, EgoDriver driver) throws IOException {
        this.name = name;
        this.driver = driver;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(this)
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    private static <T> void answer(StreamObserver<T> out, Supplier<T> work) {
        try {
            out.onNext(work.get());
            out.onCompleted();
        } catch (RolloutException e) {
            out.onError(Status.NOT_FOUND.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    @Override
    public void startSession(DriveSessionRequest request, StreamObserver<SessionRequestStatus> out) {
        answer(out, () -> {
            driver.start(request.getSessionUuid(), request.getRandomSeed(), "");
            return SessionRequestStatus.getDefaultInstance();
        });
    }

    @Override
    public void closeSession(DriveSessionCloseRequest request, StreamObserver<Empty> out) {
        answer(out, () -> {
            driver.close(request.getSessionUuid());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void submitImageObservation(RolloutCameraImage request, StreamObserver<Empty> out) {
        answer(out, Empty::getDefaultInstance);
    }

    @Override
    public void submitEgomotionObservation(RolloutEgoTrajectory request, StreamObserver<Empty> out) {
        answer(out, () -> {
            List<EgoDriver.Motion> poses = new ArrayList<>();
            GateWire.poses(request.getTrajectory()).forEach(pose -> poses.add(new EgoDriver.Motion(pose, 0, 0, 0)));
            driver.observe(request.getSessionUuid(), new EgoDriver.Observation(0, List.of(), poses, new float[0]));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void submitRoute(RouteRequest request, StreamObserver<Empty> out) {
        answer(out, Empty::getDefaultInstance);
    }

    @Override
    public void submitRecordingGroundTruth(GroundTruthRequest request, StreamObserver<Empty> out) {
        answer(out, Empty::getDefaultInstance);
    }

    @Override
    public void drive(DriveRequest request, StreamObserver<DriveResponse> out) {
        answer(out, () -> {
            EgoDriver.Answer plan =
                    driver.drive(request.getSessionUuid(), request.getTimeNowUs(), request.getTimeQueryUs());
            DriveResponse.DebugInfo.Builder debug = DriveResponse.DebugInfo.newBuilder();
            plan.samples().forEach(sample -> debug.addSampledTrajectories(GateWire.trajectory(sample)));
            return DriveResponse.newBuilder()
                    .setTrajectory(GateWire.trajectory(plan.plan()))
                    .setDebugInfo(debug)
                    .build();
        });
    }

    @Override
    public void getVersion(Empty request, StreamObserver<VersionId> out) {
        answer(out, () -> VersionId.newBuilder().setVersionId(name).build());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
