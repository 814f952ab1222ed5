package robotaxi.benchmarks.alpasim;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import robotaxi.contracts.alpasim.common.DynamicState;
import robotaxi.contracts.alpasim.common.Pose;
import robotaxi.contracts.alpasim.common.PoseAtTime;
import robotaxi.contracts.alpasim.common.Quat;
import robotaxi.contracts.alpasim.common.Trajectory;
import robotaxi.contracts.alpasim.common.Vec3;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.egodriver.GroundTruthRequest;
import robotaxi.contracts.alpasim.egodriver.RolloutCameraImage;
import robotaxi.contracts.alpasim.egodriver.RolloutEgoTrajectory;
import robotaxi.contracts.alpasim.egodriver.RouteRequest;
import robotaxi.onboard.model.Observation;

/**
 * One drive of a scene as the runtime leads it: per step the images of all cameras, the own motion and the route, sent at the same time in
 * any order, then a barrier, then the decision. The car goes straight on at its speed, whatever the driver says, as it does while the
 * runtime holds it to the recording.
 */
final class Rollout {
    static final long STEP_US = 100_000;
    static final long FIRST_US = 10_000_000;
    static final double SPEED = 8;
    static final double HEIGHT = 1.25;
    private static final float BEGAN_EAST = 40;
    private static final float BEGAN_NORTH = 7;
    private static final double YAW = 0.3;
    private static final float BEND = 0.01f;

    private final DriverClient client;
    private final String id;
    private final Pictures pictures;
    private final Random order;
    private boolean zeroStates;
    private int knownWaypoints = Observation.WAYPOINTS;

    /**
     * A session that is open already.
     *
     * @param order by which seed submits are shuffled
     */
    Rollout(DriverClient client, String id, Pictures pictures, long order) {
        this.client = client;
        this.id = id;
        this.pictures = pictures;
        this.order = new Random(order);
    }

    /** As under force-GT: no speeds are told. */
    Rollout withZeroStates() {
        zeroStates = true;
        return this;
    }

    /** The route ends after so many waypoints, the others are NaN. */
    Rollout withWaypoints(int known) {
        knownWaypoints = known;
        return this;
    }

    static long time(int step) {
        return FIRST_US + step * STEP_US;
    }

    /** Steps from one to another, each with its decision. */
    List<DriveResponse> drive(int from, int to) {
        List<DriveResponse> answers = new ArrayList<>();
        for (int step = from; step < to; step++) {
            submitAll(step);
            answers.add(client.drive(id, time(step)));
        }
        return answers;
    }

    /** Everything that the runtime says in a step, at the same time. */
    void submitAll(int step) {
        List<Runnable> submits = new ArrayList<>();
        for (String camera : Pictures.CAMERAS) {
            submits.add(() -> submitImage(camera, step));
        }
        submits.add(() -> submitEgo(step));
        submits.add(() -> submitRoute(step));
        submits.add(() -> submitGroundTruth(step));
        Collections.shuffle(submits, order);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            submits.forEach(submit -> sent.add(threads.submit(submit)));
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    void submitImage(String camera, int step) {
        submitImage(camera, time(step), pictures.of(camera, step));
    }

    void submitImage(String camera, long timeUs, ByteString bytes) {
        var _ = client.calls()
                .submitImageObservation(RolloutCameraImage.newBuilder()
                        .setSessionUuid(id)
                        .setCameraImage(RolloutCameraImage.CameraImage.newBuilder()
                                .setFrameStartUs(timeUs - 30_000)
                                .setFrameEndUs(timeUs)
                                .setLogicalId(camera)
                                .setImageBytes(bytes))
                        .build());
    }

    /** The first message holds the context up to the first decision, later ones one pose. */
    void submitEgo(int step) {
        RolloutEgoTrajectory.Builder message = RolloutEgoTrajectory.newBuilder().setSessionUuid(id);
        Trajectory.Builder poses = Trajectory.newBuilder();
        for (int at = step == 0 ? -2 : step; at <= step; at++) {
            poses.addPoses(pose(at));
            message.addDynamicStates(
                    zeroStates
                            ? DynamicState.getDefaultInstance()
                            : DynamicState.newBuilder()
                                    .setLinearVelocity(Vec3.newBuilder().setX((float) SPEED))
                                    .build());
        }
        var _ = client.calls()
                .submitEgomotionObservation(message.setTrajectory(poses).build());
    }

    static PoseAtTime pose(int step) {
        double way = SPEED * step * STEP_US / 1e6;
        return PoseAtTime.newBuilder()
                .setTimestampUs(time(step))
                .setPose(Pose.newBuilder()
                        .setVec(Vec3.newBuilder()
                                .setX((float) (BEGAN_EAST + way * Math.cos(YAW)))
                                .setY((float) (BEGAN_NORTH + way * Math.sin(YAW)))
                                .setZ((float) HEIGHT))
                        .setQuat(Quat.newBuilder()
                                .setW((float) Math.cos(YAW / 2))
                                .setZ((float) Math.sin(YAW / 2))))
                .build();
    }

    void submitRoute(int step) {
        RouteRequest.Route.Builder route = RouteRequest.Route.newBuilder().setTimestampUs(time(step));
        for (int i = 0; i < Observation.WAYPOINTS; i++) {
            boolean known = i < knownWaypoints;
            route.addWaypoints(Vec3.newBuilder()
                    .setX(known ? (float) (i * Observation.WAYPOINT_SPACING) : Float.NaN)
                    .setY(known ? BEND * i * i : Float.NaN));
        }
        var _ = client.calls()
                .submitRoute(RouteRequest.newBuilder()
                        .setSessionUuid(id)
                        .setRoute(route)
                        .build());
    }

    void submitGroundTruth(int step) {
        var _ = client.calls()
                .submitRecordingGroundTruth(GroundTruthRequest.newBuilder()
                        .setSessionUuid(id)
                        .setGroundTruth(GroundTruthRequest.GroundTruth.newBuilder()
                                .setTrajectory(Trajectory.newBuilder().addPoses(pose(step)))
                                .setTimestampUs(time(step)))
                        .build());
    }
}
