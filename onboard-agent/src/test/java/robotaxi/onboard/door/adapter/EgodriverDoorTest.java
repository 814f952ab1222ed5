package robotaxi.onboard.door.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.common.Vec3;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.onboard.door.DriveAnswer;
import robotaxi.onboard.door.DriverSession;
import robotaxi.onboard.door.HistoryTooShortException;
import robotaxi.onboard.drive.EgoHistory;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.FrameRing;
import robotaxi.onboard.supervisor.EgoState;

class EgodriverDoorTest {
    private Server server;
    private ManagedChannel channel;
    private EgodriverServiceGrpc.EgodriverServiceBlockingStub door;

    @BeforeEach
    void open() throws IOException {
        server = InProcessServerBuilder.forName("door")
                .addService(new EgodriverDoor(Map.of("car-01", new StandingSession()), StandingSession::new, "test"))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("door").build();
        door = EgodriverServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private void start(String id) {
        var _ = door.startSession(
                DriveSessionRequest.newBuilder().setSessionUuid(id).build());
    }

    private void pose(String id, long timeUs, double x) {
        var _ = door.submitEgomotionObservation(RolloutEgoTrajectory.newBuilder()
                .setSessionUuid(id)
                .setTrajectory(Trajectory.newBuilder()
                        .addPoses(PoseAtTime.newBuilder()
                                .setTimestampUs(timeUs)
                                .setPose(Pose.newBuilder()
                                        .setVec(Vec3.newBuilder()
                                                .setX((float) x)
                                                .setZ(2))
                                        .setQuat(Quat.newBuilder().setW(1)))))
                .addDynamicStates(DynamicState.newBuilder()
                        .setLinearVelocity(Vec3.newBuilder().setX(3)))
                .build());
    }

    private static RolloutCameraImage image(String id, String camera, long timeUs) {
        return RolloutCameraImage.newBuilder()
                .setSessionUuid(id)
                .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                        .setFrameEndUs(timeUs)
                        .setImageBytes(ByteString.fromHex("ffd8ffe0"))
                        .setLogicalId(camera))
                .build();
    }

    @Test
    void submitsMayComeInAnyOrderAndTheNewestPoseIsAnswered() {
        start("run-1");
        pose("run-1", 300_000, 3);
        pose("run-1", 100_000, 1);
        pose("run-1", 200_000, 2);
        var _ = door.submitImageObservation(image("run-1", "camera_front_wide_120fov", 300_000));
        var _ = door.submitImageObservation(image("run-1", "camera_front_wide_120fov", 100_000));

        var answer = door.drive(DriveRequest.newBuilder()
                .setSessionUuid("run-1")
                .setTimeNowUs(300_000)
                .build());

        assertThat(answer.getTrajectory().getPosesCount()).isEqualTo(65);
        assertThat(answer.getTrajectory().getPoses(0).getTimestampUs()).isEqualTo(300_000);
        assertThat(answer.getTrajectory().getPoses(0).getPose().getVec().getX()).isEqualTo(3);
        assertThat(answer.getTrajectory().getPoses(64).getTimestampUs()).isEqualTo(6_700_000);
        assertThat(answer.getTrajectory().getPoses(64).getPose().getVec().getZ())
                .isEqualTo(2);
        assertThat(answer.getDebugInfo().getSampledTrajectoriesCount()).isEqualTo(1);
        assertThat(answer.getDebugInfo().getUnstructuredDebugInfo().toStringUtf8())
                .startsWith("(dVreasoning_text\nV");
    }

    @Test
    void wrongCallsHaveStatusesOfTheirOwn() {
        start("run-1");

        refused(() -> start("run-1"), Status.Code.ALREADY_EXISTS);
        refused(() -> pose("nobody", 1, 1), Status.Code.NOT_FOUND);
        refused(() -> door.submitImageObservation(image("run-1", "camera_of_ours", 1)), Status.Code.INVALID_ARGUMENT);
        refused(
                () -> door.submitImageObservation(image("run-1", "camera_front_wide_120fov", 1).toBuilder()
                        .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                                .setLogicalId("camera_front_wide_120fov")
                                .setImageBytes(ByteString.copyFromUtf8("no picture")))
                        .build()),
                Status.Code.INVALID_ARGUMENT);
        refused(
                () -> door.drive(
                        DriveRequest.newBuilder().setSessionUuid("run-1").build()),
                Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void aClosedIdMayBeUsedAgainAndAHostedCarMayAlwaysComeBack() {
        start("run-1");
        var _ = door.closeSession(
                DriveSessionCloseRequest.newBuilder().setSessionUuid("run-1").build());
        start("run-1");
        start("car-01");
        start("car-01");

        pose("car-01", 1, 1);
        assertThat(door.drive(DriveRequest.newBuilder().setSessionUuid("car-01").build())
                        .getTrajectory()
                        .getPosesCount())
                .isEqualTo(65);
    }

    private static void refused(Runnable call, Status.Code code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    /** Knows its poses and frames, and wants to stand where it is. */
    private static final class StandingSession implements DriverSession {
        private final EgoHistory ego = new EgoHistory();
        private final FrameRing frames = new FrameRing();

        @Override
        public boolean frame(Frame frame) {
            return frames.add(frame);
        }

        @Override
        public void pose(EgoState state) {
            ego.add(state);
        }

        @Override
        public void route(double[] aheadMetres, double[] leftMetres, long timeUs) {}

        @Override
        public DriveAnswer drive(long nowUs) {
            EgoState now = ego.newest().orElseThrow(() -> new HistoryTooShortException("no egomotion yet"));
            return new DriveAnswer(
                    now,
                    Optional.of(robotaxi.onboard.supervisor.Trajectory.standing(now.pose())),
                    "I stand",
                    "standing");
        }

        @Override
        public void reset() {
            ego.clear();
            frames.clear();
        }
    }
}
