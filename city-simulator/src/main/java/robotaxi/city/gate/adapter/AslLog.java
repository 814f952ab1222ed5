package robotaxi.city.gate.adapter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import robotaxi.city.gate.EgoDriver.Observation;
import robotaxi.city.gate.Recording;
import robotaxi.city.gate.RolloutLog;
import robotaxi.city.gate.RolloutTerms;
import robotaxi.city.gate.Trace;
import robotaxi.city.road.Pose;
import robotaxi.city.road.adapter.WirePoses;
import robotaxi.city.view.Camera;
import robotaxi.contracts.alpasim.common.AABB;
import robotaxi.contracts.alpasim.egodriver.DriveRequest;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.logging.ActorPoses;
import robotaxi.contracts.alpasim.logging.LogEntry;
import robotaxi.contracts.alpasim.logging.RolloutMetadata;
import robotaxi.contracts.alpasim.sensorsim.AvailableCamerasReturn;

/** Writes a rollout as AlpaSim's log. */
final class AslLog implements RolloutLog, AutoCloseable {
    private static final String EGO = "EGO";
    private static final double PERSON_HEIGHT = 1.75;

    private final AslFile.Writer file;
    private final String session;
    private final boolean withPictures;
    private final double centreAhead = Recording.car().centreAhead();

    AslLog(Path path, String session, boolean withPictures) throws IOException {
        this.file = new AslFile.Writer(path);
        this.session = session;
        this.withPictures = withPictures;
    }

    void begin(Recording recording, RolloutTerms terms, long seed) {
        String scene = recording.scene().id().toString();
        var actors = RolloutMetadata.ActorDefinitions.newBuilder().addActorAabb(actor(EGO, Recording.car()));
        recording.shapes().forEach((id, shape) -> actors.addActorAabb(actor(id, shape)));
        write(LogEntry.newBuilder()
                .setRolloutMetadata(RolloutMetadata.newBuilder()
                        .setSessionMetadata(RolloutMetadata.SessionMetadata.newBuilder()
                                .setSessionUuid(session)
                                .setSceneId(scene)
                                .setNSimSteps(terms.steps())
                                .setStartTimestampUs(Recording.START_MICROS)
                                .setControlTimestepUs(Recording.STEP_MICROS)
                                .setRenderStartTimestampUs(RolloutTerms.renderStartMicros()))
                        .setActorDefinitions(actors)
                        .setForceGtDuration(terms.forceMicros())
                        .setTransformEgoCoordsRigToAabb(WirePoses.toWire(new Pose(centreAhead, 0, 0)))
                        .setEgoRigRecordedGroundTruthTrajectory(
                                GateWire.trajectory(recording.poses(terms.endMicros())))));
        AvailableCamerasReturn.Builder cameras = AvailableCamerasReturn.newBuilder();
        Camera.RIG.forEach(camera -> cameras.addAvailableCameras(GateWire.available(camera)));
        write(LogEntry.newBuilder().setAvailableCamerasReturn(cameras));
        write(LogEntry.newBuilder().setDriverSessionRequest(GateWire.session(session, seed, scene)));
    }

    private static RolloutMetadata.ActorDefinitions.ActorAABB actor(String id, Trace.Shape shape) {
        return RolloutMetadata.ActorDefinitions.ActorAABB.newBuilder()
                .setActorId(id)
                .setActorLabel(shape.label())
                .setAabb(AABB.newBuilder()
                        .setSizeX((float) shape.length())
                        .setSizeY((float) shape.width())
                        .setSizeZ((float) PERSON_HEIGHT))
                .build();
    }

    @Override
    public void observed(Observation observation) {
        if (withPictures) {
            observation
                    .frames()
                    .forEach(frame -> write(LogEntry.newBuilder()
                            .setDriverCameraImage(GateWire.image(session, observation.nowMicros(), frame))));
        }
        if (!observation.poses().isEmpty()) {
            write(LogEntry.newBuilder().setDriverEgoTrajectory(GateWire.egomotion(session, observation.poses())));
        }
        if (observation.route().length > 0) {
            write(LogEntry.newBuilder().setRouteRequest(GateWire.route(session, observation)));
        }
    }

    @Override
    public void decided(Trace.Decision decision) {
        write(LogEntry.newBuilder()
                .setDriverRequest(DriveRequest.newBuilder()
                        .setSessionUuid(session)
                        .setTimeNowUs(decision.micros())
                        .setTimeQueryUs(decision.micros() + Recording.STEP_MICROS)));
        DriveResponse.DebugInfo.Builder debug = DriveResponse.DebugInfo.newBuilder()
                .setUnstructuredDebugInfo(ByteString.copyFrom(DebugWords.write(Map.of(
                        "reasoning_text",
                        decision.reasoning(),
                        "safe_trajectory",
                        decision.safe() ? "01" : "00",
                        "drive_ms",
                        Double.toString(decision.millis())))));
        decision.samples().forEach(sample -> debug.addSampledTrajectories(GateWire.trajectory(sample)));
        write(LogEntry.newBuilder()
                .setDriverReturn(DriveResponse.newBuilder()
                        .setTrajectory(GateWire.trajectory(decision.plan()))
                        .setDebugInfo(debug)));
    }

    @Override
    public void committed(Trace.Moment moment) {
        ActorPoses.Builder poses = ActorPoses.newBuilder().setTimestampUs(moment.micros());
        moment.actors().forEach((id, pose) -> poses.addActorPoses(pose(id, pose)));
        // AlpaSim lists the car last, whatever its definition says.
        poses.addActorPoses(pose(EGO, moment.rearAxle().moved(centreAhead, 0, 0)));
        write(LogEntry.newBuilder().setActorPoses(poses));
    }

    private static ActorPoses.ActorPose pose(String id, Pose pose) {
        return ActorPoses.ActorPose.newBuilder()
                .setActorId(id)
                .setActorPose(WirePoses.toWire(pose))
                .build();
    }

    private void write(LogEntry.Builder entry) {
        try {
            file.write(entry.build());
        } catch (IOException e) {
            throw new UncheckedIOException("The log could not be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
