package robotaxi.city.gate.adapter;

import com.google.protobuf.ByteString;
import java.util.List;
import robotaxi.city.gate.EgoDriver.Frame;
import robotaxi.city.gate.EgoDriver.Motion;
import robotaxi.city.gate.EgoDriver.Observation;
import robotaxi.city.gate.TimedPose;
import robotaxi.city.road.adapter.WirePoses;
import robotaxi.city.scene.Snapshot;
import robotaxi.city.view.Camera;
import robotaxi.city.view.adapter.PngPacker;
import robotaxi.city.view.adapter.WireCameras;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.alpasim.egodriver.RouteRequest;
import robotaxi.contracts.alpasim.sensorsim.AvailableCamerasReturn.AvailableCamera;

/** The gate's words as AlpaSim's messages. */
final class GateWire {
    private static final long SHUTTER_MICROS = 30_000;

    private GateWire() {}

    static DriveSessionRequest session(String id, long seed, String sceneId) {
        var vehicle = DriveSessionRequest.RolloutSpec.VehicleDefinition.newBuilder();
        Camera.RIG.forEach(camera -> vehicle.addAvailableCameras(available(camera)));
        return DriveSessionRequest.newBuilder()
                .setSessionUuid(id)
                .setRandomSeed(seed)
                .setDebugInfo(DriveSessionRequest.DebugInfo.newBuilder().setSceneId(sceneId))
                .setRolloutSpec(DriveSessionRequest.RolloutSpec.newBuilder().setVehicle(vehicle))
                .build();
    }

    static AvailableCamera available(Camera camera) {
        return WireCameras.available(camera, Snapshot.WIDTH, Snapshot.HEIGHT);
    }

    static RolloutCameraImage image(String id, long micros, Frame frame) {
        return RolloutCameraImage.newBuilder()
                .setSessionUuid(id)
                .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                        .setLogicalId(frame.cameraId())
                        .setFrameStartUs(micros - SHUTTER_MICROS)
                        .setFrameEndUs(micros)
                        .setImageBytes(ByteString.copyFrom(PngPacker.pack(frame.picture()))))
                .build();
    }

    static RolloutEgoTrajectory egomotion(String id, List<Motion> motions) {
        Trajectory.Builder poses = Trajectory.newBuilder();
        RolloutEgoTrajectory.Builder message = RolloutEgoTrajectory.newBuilder().setSessionUuid(id);
        for (Motion motion : motions) {
            poses.addPoses(at(motion.pose()));
            message.addDynamicStates(DynamicState.newBuilder()
                    .setLinearVelocity(WirePoses.vector(motion.speed(), 0, 0))
                    .setAngularVelocity(WirePoses.vector(0, 0, motion.yawRate()))
                    .setLinearAcceleration(
                            WirePoses.vector(motion.acceleration(), motion.speed() * motion.yawRate(), 0)));
        }
        return message.setTrajectory(poses).build();
    }

    static RouteRequest route(String id, Observation observation) {
        RouteRequest.Route.Builder route = RouteRequest.Route.newBuilder().setTimestampUs(observation.nowMicros());
        for (int i = 0; i + 1 < observation.route().length; i += 2) {
            route.addWaypoints(
                    WirePoses.vector(observation.route()[i], observation.route()[i + 1], 0));
        }
        return RouteRequest.newBuilder().setSessionUuid(id).setRoute(route).build();
    }

    static PoseAtTime at(TimedPose pose) {
        return PoseAtTime.newBuilder()
                .setTimestampUs(pose.micros())
                .setPose(WirePoses.toWire(pose.pose()))
                .build();
    }

    static Trajectory trajectory(List<TimedPose> poses) {
        Trajectory.Builder trajectory = Trajectory.newBuilder();
        poses.forEach(pose -> trajectory.addPoses(at(pose)));
        return trajectory.build();
    }

    static List<TimedPose> poses(Trajectory trajectory) {
        return trajectory.getPosesList().stream()
                .map(at -> new TimedPose(at.getTimestampUs(), WirePoses.fromWire(at.getPose())))
                .toList();
    }
}
