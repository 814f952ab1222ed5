package robotaxi.onboard.recorder.adapter;

import com.google.protobuf.Timestamp;
import java.util.List;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.TrackedObject;
import robotaxi.contracts.clip.v1.TrackedObjects;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CameraCalibration;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** Moments as the messages of a clip. */
final class ClipMessages {
    private static final double STANDING_SPEED = 0.5;

    private ClipMessages() {}

    static Plan plan(EgoState ego, Trajectory points, String source, String verdict) {
        Plan.Builder plan = Plan.newBuilder()
                .setTimestamp(time(ego.timeUs()))
                .setSource(source)
                .setVerdict(verdict);
        Pose2 here = ego.pose();
        for (int k = 1; k < points.x().length; k++) {
            plan.addXMetres((float) here.ahead(points.x()[k], points.y()[k]))
                    .addYMetres((float) here.left(points.x()[k], points.y()[k]))
                    .addSpeedMetresPerSecond((float) points.speed()[k]);
        }
        return plan.build();
    }

    static VehicleSignals signals(Moment.Signals signals) {
        double speed = signals.ego().speedMetresPerSecond();
        double curvature = speed < STANDING_SPEED ? 0 : signals.ego().yawRateRadiansPerSecond() / speed;
        return VehicleSignals.newBuilder()
                .setTimestamp(time(signals.timeUs()))
                .setSpeedMetresPerSecond((float) speed)
                .setAccelerationMetresPerSecondSquared((float) signals.acceleration())
                .setCurvaturePerMetre((float) curvature)
                .setBatteryPercent((float) signals.batteryPercent())
                .setGapMetres((float) signals.gapMetres())
                .setDoorsClosed(signals.body().doorsClosed())
                .setDoorsLocked(signals.body().doorsLocked())
                .setOccupied(signals.body().occupied())
                .setCollided(signals.collided())
                .build();
    }

    static TrackedObjects objects(Moment.ObjectsSeen seen) {
        TrackedObjects.Builder objects = TrackedObjects.newBuilder().setTimestamp(time(seen.timeUs()));
        for (Track track : seen.tracks()) {
            objects.addObjects(TrackedObject.newBuilder()
                    .setId(track.id())
                    .setKind(track.kind())
                    .setXMetres(track.x())
                    .setYMetres(track.y())
                    .setVelocityXMetresPerSecond((float) track.velocityX())
                    .setVelocityYMetresPerSecond((float) track.velocityY())
                    .setLengthMetres((float) track.lengthMetres())
                    .setWidthMetres((float) track.widthMetres()));
        }
        return objects.build();
    }

    static CameraCalibration calibration(Calibration camera, long timeUs) {
        double fx = camera.focalX();
        double fy = camera.focalY();
        double cx = camera.centreX();
        double cy = camera.centreY();
        return CameraCalibration.newBuilder()
                .setTimestamp(time(timeUs))
                .setFrameId(camera.cameraId())
                .setWidth(camera.width())
                .setHeight(camera.height())
                .setDistortionModel(distortion(camera).size() > PLUMB_BOB ? "rational_polynomial" : "plumb_bob")
                .addAllD(distortion(camera))
                .addAllK(List.of(fx, 0.0, cx, 0.0, fy, cy, 0.0, 0.0, 1.0))
                .addAllR(List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
                .addAllP(List.of(fx, 0.0, cx, 0.0, 0.0, fy, cy, 0.0, 0.0, 0.0, 1.0, 0.0))
                .build();
    }

    private static final int PLUMB_BOB = 5;

    /** As OpenCV orders them: k1 k2 p1 p2 k3, and k4 k5 k6 where there are so many. */
    private static List<Double> distortion(Calibration camera) {
        List<Double> d = new java.util.ArrayList<>();
        for (int i = 0; i < Math.max(3, camera.radial().size()); i++) {
            d.add(i < camera.radial().size() ? camera.radial().get(i) : 0.0);
            if (i == 1) {
                d.add(camera.tangential().isEmpty() ? 0.0 : camera.tangential().getFirst());
                d.add(camera.tangential().size() < 2 ? 0.0 : camera.tangential().get(1));
            }
        }
        return d;
    }

    static Timestamp time(long us) {
        return Timestamp.newBuilder()
                .setSeconds(us / 1_000_000)
                .setNanos((int) (us % 1_000_000) * 1000)
                .build();
    }
}
