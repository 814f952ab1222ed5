package robotaxi.incident.clip.adapter;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.TrackedObject;
import robotaxi.contracts.clip.v1.TrackedObjects;
import robotaxi.contracts.foxglove.PoseInFrame;
import robotaxi.contracts.foxglove.Quaternion;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.ClipScene;

/** Reads what a recording shows from above. A topic that it does not have is empty. */
final class SceneDecoder {
    private static final double EACH_SECONDS = 0.2;
    private static final double STANDING_SPEED = 0.3;

    private final ClipMessages messages;

    private SceneDecoder(ClipMessages messages) {
        this.messages = messages;
    }

    static ClipScene scene(Path clip) throws IOException {
        try (FileChannel file = FileChannel.open(clip)) {
            return new SceneDecoder(new ClipMessages(McapIndex.open(file, ClipCodec.ZSTD))).scene();
        }
    }

    private ClipScene scene() throws IOException {
        return new ClipScene(
                thinned(messages.of("/ego/pose", PoseInFrame.parser()), pose -> at(pose.getTimestamp())).stream()
                        .map(this::pose)
                        .toList(),
                thinned(messages.of("/objects", TrackedObjects.parser()), look -> at(look.getTimestamp())).stream()
                        .map(look -> new ClipScene.Look(
                                at(look.getTimestamp()),
                                look.getObjectsList().stream()
                                        .map(SceneDecoder::thing)
                                        .toList()))
                        .toList(),
                thinned(messages.of("/plan/candidates", Plan.parser()), plan -> at(plan.getTimestamp())).stream()
                        .map(plan -> new ClipScene.Candidate(
                                at(plan.getTimestamp()),
                                plan.getSource(),
                                plan.getVerdict(),
                                ClipMessages.thinned(plan.getXMetresList()),
                                ClipMessages.thinned(plan.getYMetresList())))
                        .toList(),
                messages.of("/ads/mode", ModeChange.parser()).stream()
                        .map(mode -> new ClipScene.Mode(at(mode.getTimestamp()), mode.getMode(), mode.getReason()))
                        .toList());
    }

    private double at(Timestamp time) {
        return messages.seconds(time);
    }

    /** All of one time, then nothing for a fifth of a second. */
    private static <T> List<T> thinned(List<T> all, ToDoubleFunction<T> time) {
        List<T> some = new ArrayList<>();
        double kept = Double.NEGATIVE_INFINITY;
        for (T one : all) {
            double at = time.applyAsDouble(one);
            if (at == kept || at - kept >= EACH_SECONDS) {
                kept = at;
                some.add(one);
            }
        }
        return some;
    }

    private ClipScene.Pose pose(PoseInFrame pose) {
        Quaternion turn = pose.getPose().getOrientation();
        double heading = Math.atan2(
                2 * (turn.getW() * turn.getZ() + turn.getX() * turn.getY()),
                1 - 2 * (turn.getY() * turn.getY() + turn.getZ() * turn.getZ()));
        return new ClipScene.Pose(
                at(pose.getTimestamp()),
                pose.getPose().getPosition().getX(),
                pose.getPose().getPosition().getY(),
                heading);
    }

    private static ClipScene.Thing thing(TrackedObject object) {
        double speed = Math.hypot(object.getVelocityXMetresPerSecond(), object.getVelocityYMetresPerSecond());
        double heading = speed < STANDING_SPEED
                ? 0
                : Math.atan2(object.getVelocityYMetresPerSecond(), object.getVelocityXMetresPerSecond());
        return new ClipScene.Thing(
                object.getId(),
                object.getKind(),
                object.getXMetres(),
                object.getYMetres(),
                speed,
                heading,
                object.getLengthMetres(),
                object.getWidthMetres());
    }
}
