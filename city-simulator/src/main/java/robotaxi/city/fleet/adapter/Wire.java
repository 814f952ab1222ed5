package robotaxi.city.fleet.adapter;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.city.City;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.Track;
import robotaxi.city.fleet.WantedCamera;
import robotaxi.city.fleet.Wishes;
import robotaxi.city.road.adapter.WirePoses;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.vehicle.Plan;
import robotaxi.city.view.Camera;
import robotaxi.city.view.CameraRenderer;
import robotaxi.city.view.adapter.WireCameras;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.egodriver.DriveSessionRequest;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.vehiclebus.v1.AttachRequest;
import robotaxi.contracts.vehiclebus.v1.AttachResponse;
import robotaxi.contracts.vehiclebus.v1.RadarTrack;

/** Between the world's words and the agent's wire. */
final class Wire {
    private static final int MOST_PIXELS = 4096;
    private static final long SHUTTER_MICROS = 10_000;

    private Wire() {}

    /** A session of a car that looks through these cameras, or where there are none, through the one that it records. */
    static DriveSessionRequest session(String id, long seed, List<WantedCamera> cameras) {
        var vehicle = DriveSessionRequest.RolloutSpec.VehicleDefinition.newBuilder();
        cameras.forEach(
                each -> vehicle.addAvailableCameras(WireCameras.available(each.camera(), each.width(), each.height())));
        if (cameras.isEmpty()) {
            vehicle.addAvailableCameras(
                    WireCameras.available(CarCameras.RECORDED, CameraRenderer.WIDTH, CameraRenderer.HEIGHT));
        }
        return DriveSessionRequest.newBuilder()
                .setSessionUuid(id)
                .setRandomSeed(seed)
                .setRolloutSpec(DriveSessionRequest.RolloutSpec.newBuilder().setVehicle(vehicle))
                .build();
    }

    static RolloutEgoTrajectory egomotion(String id, List<Moment> moments) {
        RolloutEgoTrajectory.Builder message = RolloutEgoTrajectory.newBuilder().setSessionUuid(id);
        Trajectory.Builder poses = Trajectory.newBuilder();
        for (Moment moment : moments) {
            CarState state = moment.state();
            poses.addPoses(PoseAtTime.newBuilder()
                    .setTimestampUs(moment.timeMicros())
                    .setPose(WirePoses.toWire(state.rearAxle())));
            message.addDynamicStates(DynamicState.newBuilder()
                    .setLinearVelocity(WirePoses.vector(state.speed(), 0, 0))
                    .setAngularVelocity(WirePoses.vector(0, 0, state.yawRate()))
                    .setLinearAcceleration(WirePoses.vector(state.acceleration(), state.speed() * state.yawRate(), 0)));
        }
        return message.setTrajectory(poses).build();
    }

    static RolloutCameraImage image(String id, CarCameras.Shot shot) {
        return RolloutCameraImage.newBuilder()
                .setSessionUuid(id)
                .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                        .setLogicalId(shot.cameraId())
                        .setFrameStartUs(shot.timeMicros() - SHUTTER_MICROS)
                        .setFrameEndUs(shot.timeMicros())
                        .setImageBytes(ByteString.copyFrom(shot.bytes())))
                .build();
    }

    static AttachRequest report(String id, Moment moment) {
        AttachRequest.Builder report = AttachRequest.newBuilder()
                .setVehicleId(id)
                .setTimeUs(moment.timeMicros())
                .setBatteryPercent((float) moment.batteryPercent())
                .setOdometerMetres(moment.odometerMetres())
                .setDoorsClosed(moment.doorsClosed())
                .setDoorsLocked(moment.doorsLocked())
                .setOccupied(moment.occupied())
                .setAccelerationMetresPerSecondSquared((float) moment.state().acceleration())
                .setCollided(moment.collided())
                // Who sits in a car that has touched something says so.
                .setRiderReport(moment.collided() && moment.occupied());
        for (Track track : moment.tracks()) {
            report.addTracks(RadarTrack.newBuilder()
                    .setTrackId(track.body().id())
                    .setXMetres((float) track.xMetres())
                    .setYMetres((float) track.yMetres())
                    .setSpeedXMetresPerSecond((float) track.speedXMetresPerSecond())
                    .setSpeedYMetresPerSecond((float) track.speedYMetresPerSecond())
                    .setLengthMetres((float) track.body().kind().lengthMetres())
                    .setWidthMetres((float) track.body().kind().widthMetres())
                    .setKind(
                            switch (track.body().kind()) {
                                case FLEET, CAR -> "car";
                                case EMERGENCY -> "emergency-vehicle";
                                case PEDESTRIAN, MARSHAL -> "pedestrian";
                                case CYCLIST, SCOOTER -> "cyclist";
                                case CONE -> "cone";
                            }));
        }
        return report.build();
    }

    static Wishes wishes(AttachResponse response) {
        return new Wishes(
                response.getDoorsLocked(),
                response.getHazardLights(),
                response.getPassengerStop(),
                Math.clamp(response.getCameraHz(), 0, 1e6 / City.STEP_MICROS),
                response.getDriving(),
                response.getCamerasList().stream().map(Wire::wanted).toList());
    }

    private static WantedCamera wanted(robotaxi.contracts.vehiclebus.v1.WantedCamera asked) {
        boolean sound = asked.getWidth() > 0
                && asked.getWidth() <= MOST_PIXELS
                && asked.getHeight() > 0
                && asked.getHeight() <= MOST_PIXELS;
        return Camera.RIG.stream()
                .filter(camera -> sound && camera.id().equals(asked.getLogicalId()))
                .findFirst()
                .map(camera -> new WantedCamera(camera, asked.getWidth(), asked.getHeight()))
                .orElseThrow(() -> Status.INVALID_ARGUMENT
                        .withDescription("the car has no such camera: " + asked.getLogicalId() + " of "
                                + asked.getWidth() + "x" + asked.getHeight())
                        .asRuntimeException());
    }

    /** The plan of an answer, or none where it holds none. */
    static @Nullable Plan plan(Trajectory trajectory) {
        if (trajectory.getPosesCount() < 2) {
            return null;
        }
        long first = trajectory.getPoses(0).getTimestampUs();
        long step = trajectory.getPoses(1).getTimestampUs() - first;
        List<robotaxi.city.road.Pose> places = trajectory.getPosesList().stream()
                .map(at -> WirePoses.fromWire(at.getPose()))
                .toList();
        boolean sound = step > 0 && places.stream().allMatch(place -> Double.isFinite(place.x() + place.y()));
        return sound ? new Plan(first, step, places) : null;
    }
}
