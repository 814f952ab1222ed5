package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.alpasim.common.Empty;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.common.Vec3;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.DriveSessionCloseRequest;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.EgodriverServiceGrpc;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.alpasim.egodriver.RouteRequest;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.ThinkingNeed;

/** A reasoning model behind a real port; benchmark alpasim plays many more scenes. */
class DoorAgentTest {
    private static final List<String> CAMERAS = List.of(
            "camera_cross_left_120fov",
            "camera_front_wide_120fov",
            "camera_cross_right_120fov",
            "camera_front_tele_30fov");

    private static DoorAgent agent() throws IOException {
        return new DoorAgent(
                PackageFiles.inZip(Path.of("src/test/resources/model/city-reason-tiny.zip")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new DoorAgent.Terms(ThinkingNeed.Policy.FULL, OptionalLong.empty(), 2, HostOptions.DEFAULT));
    }

    @Test
    void itPlansFromTheFourthFrameOnAndTheSameSeedMakesTheSameBytes() throws IOException {
        try (DoorAgent agent = agent()) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", agent.port())
                    .usePlaintext()
                    .build();
            try {
                var door = EgodriverServiceGrpc.newBlockingStub(channel);
                assertThat(door.getVersion(Empty.getDefaultInstance()).getVersionId())
                        .contains("city-reason");

                List<DriveResponse> once = rollout(door, "a", 5);
                List<DriveResponse> again = rollout(door, "b", 5);
                List<DriveResponse> other = rollout(door, "c", 6);

                assertThat(once.get(2).getTrajectory().getPosesCount()).isZero();
                assertThat(once.get(3).getTrajectory().getPosesCount()).isEqualTo(65);
                assertThat(once.get(3).getDebugInfo().getSampledTrajectoriesCount())
                        .isEqualTo(2);
                assertThat(once.get(3).getDebugInfo().getUnstructuredDebugInfo().toStringUtf8())
                        .contains("Vthinking\nVfull\n");
                assertThat(again).isEqualTo(once);
                assertThat(other).isNotEqualTo(once);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static List<DriveResponse> rollout(
            EgodriverServiceGrpc.EgodriverServiceBlockingStub door, String id, long seed) throws IOException {
        var _ = door.startSession(DriveSessionRequest.newBuilder()
                .setSessionUuid(id)
                .setRandomSeed(seed)
                .build());
        ByteString picture = picture();
        List<DriveResponse> answers = new java.util.ArrayList<>();
        for (int step = 0; step < 5; step++) {
            long timeUs = 1_000_000 + step * 100_000L;
            for (String camera : CAMERAS) {
                var _ = door.submitImageObservation(RolloutCameraImage.newBuilder()
                        .setSessionUuid(id)
                        .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                                .setFrameEndUs(timeUs)
                                .setLogicalId(camera)
                                .setImageBytes(picture))
                        .build());
            }
            RolloutEgoTrajectory.Builder ego = RolloutEgoTrajectory.newBuilder().setSessionUuid(id);
            Trajectory.Builder poses = Trajectory.newBuilder();
            for (int back = step == 0 ? 1 : 0; back >= 0; back--) {
                poses.addPoses(PoseAtTime.newBuilder()
                        .setTimestampUs(timeUs - back * 100_000L)
                        .setPose(Pose.newBuilder()
                                .setVec(Vec3.newBuilder().setX((float) (0.8 * (step - back))))
                                .setQuat(Quat.newBuilder().setW(1))));
            }
            var _ = door.submitEgomotionObservation(ego.setTrajectory(poses).build());
            RouteRequest.Route.Builder route = RouteRequest.Route.newBuilder().setTimestampUs(timeUs);
            for (int i = 0; i < 20; i++) {
                route.addWaypoints(Vec3.newBuilder().setX(i * 4.2f));
            }
            var _ = door.submitRoute(
                    RouteRequest.newBuilder().setSessionUuid(id).setRoute(route).build());
            answers.add(door.drive(DriveRequest.newBuilder()
                    .setSessionUuid(id)
                    .setTimeNowUs(timeUs)
                    .build()));
        }
        var _ = door.closeSession(
                DriveSessionCloseRequest.newBuilder().setSessionUuid(id).build());
        return answers;
    }

    private static ByteString picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(112, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        return ByteString.copyFrom(out.toByteArray());
    }
}
