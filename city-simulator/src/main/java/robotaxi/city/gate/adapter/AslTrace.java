package robotaxi.city.gate.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.city.gate.TimedPose;
import robotaxi.city.gate.Trace;
import robotaxi.city.road.Pose;
import robotaxi.city.road.adapter.WirePoses;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;
import robotaxi.contracts.alpasim.logging.ActorPoses;
import robotaxi.contracts.alpasim.logging.LogEntry;
import robotaxi.contracts.alpasim.logging.RolloutMetadata;

/** Reads a rollout back from a log of AlpaSim, ours or the real one's. */
public final class AslTrace {
    private static final String EGO = "EGO";

    private RolloutMetadata metadata = RolloutMetadata.getDefaultInstance();
    private final List<Trace.Moment> moments = new ArrayList<>();
    private final List<Trace.Decision> decisions = new ArrayList<>();
    private long askedMicros;

    private AslTrace() {}

    /** The rollout of a log. Pictures are not looked at. */
    public static Trace read(Path file) throws IOException {
        AslTrace reading = new AslTrace();
        for (LogEntry entry : AslFile.read(file)) {
            switch (entry.getLogEntryCase()) {
                case ROLLOUT_METADATA -> reading.metadata = entry.getRolloutMetadata();
                case ACTOR_POSES -> reading.moment(entry.getActorPoses());
                case DRIVER_REQUEST ->
                    reading.askedMicros = entry.getDriverRequest().getTimeNowUs();
                case DRIVER_RETURN -> reading.decision(entry.getDriverReturn());
                default -> {}
            }
        }
        return reading.trace();
    }

    private void moment(ActorPoses poses) {
        Map<String, Pose> actors = new LinkedHashMap<>();
        for (ActorPoses.ActorPose actor : poses.getActorPosesList()) {
            actors.put(actor.getActorId(), WirePoses.fromWire(actor.getActorPose()));
        }
        Pose centre = actors.remove(EGO);
        if (centre == null) {
            throw new IllegalArgumentException("The log does not say where the car is at " + poses.getTimestampUs());
        }
        moments.add(new Trace.Moment(poses.getTimestampUs(), centre.moved(-centreAhead(), 0, 0), actors));
    }

    private double centreAhead() {
        return metadata.getTransformEgoCoordsRigToAabb().getVec().getX();
    }

    private void decision(DriveResponse answer) {
        Map<String, String> words =
                DebugWords.read(answer.getDebugInfo().getUnstructuredDebugInfo().toByteArray());
        List<List<TimedPose>> samples = answer.getDebugInfo().getSampledTrajectoriesList().stream()
                .map(GateWire::poses)
                .toList();
        decisions.add(new Trace.Decision(
                askedMicros,
                GateWire.poses(answer.getTrajectory()),
                samples,
                words.getOrDefault("reasoning_text", ""),
                !words.getOrDefault("safe_trajectory", "01").equals("00"),
                false,
                Double.parseDouble(words.getOrDefault("drive_ms", "NaN"))));
    }

    private Trace trace() {
        Map<String, Trace.Shape> shapes = new LinkedHashMap<>();
        Trace.Shape ego = new Trace.Shape(0, 0, 0, EGO);
        for (var actor : metadata.getActorDefinitions().getActorAabbList()) {
            boolean own = actor.getActorId().equals(EGO);
            Trace.Shape shape = new Trace.Shape(
                    actor.getAabb().getSizeX(),
                    actor.getAabb().getSizeY(),
                    own ? centreAhead() : 0,
                    actor.getActorLabel());
            if (own) {
                ego = shape;
            } else {
                shapes.put(actor.getActorId(), shape);
            }
        }
        return new Trace(
                metadata.getSessionMetadata().getSceneId(),
                metadata.getSessionMetadata().getRenderStartTimestampUs() + metadata.getForceGtDuration(),
                ego,
                shapes,
                List.copyOf(moments),
                List.copyOf(decisions),
                GateWire.poses(metadata.getEgoRigRecordedGroundTruthTrajectory()));
    }
}
