package robotaxi.incident.clip.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.TrackedObject;
import robotaxi.contracts.clip.v1.TrackedObjects;
import robotaxi.contracts.foxglove.Pose;
import robotaxi.contracts.foxglove.PoseInFrame;
import robotaxi.contracts.foxglove.Quaternion;
import robotaxi.contracts.foxglove.Vector3;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.incident.clip.ClipScene;

class SceneDecoderTest {
    private static final long TENTH_NANOS = 100_000_000;
    private static final String[] TOPICS = {"/ego/pose", "/objects", "/plan/candidates", "/ads/mode"};

    @TempDir
    Path folder;

    private interface Content {
        void write(McapWriter clip) throws IOException;
    }

    private ClipScene scene(Content content) throws IOException {
        Path file = folder.resolve("a.mcap");
        try (OutputStream out = Files.newOutputStream(file);
                var clip = new McapWriter(out, "test")) {
            for (int i = 0; i < TOPICS.length; i++) {
                clip.channel(i + 1, 0, TOPICS[i], "protobuf", Map.of());
            }
            content.write(clip);
        }
        return SceneDecoder.scene(file);
    }

    private static Timestamp at(int tenth) {
        return Timestamp.newBuilder()
                .setNanos((int) (tenth * TENTH_NANOS))
                .setSeconds(1_000)
                .build();
    }

    private static void say(McapWriter clip, int channel, int tenth, Message message) throws IOException {
        long time = 1_000 * 1_000_000_000L + tenth * TENTH_NANOS;
        clip.message(channel, tenth, time, time, message.toByteArray());
    }

    private static PoseInFrame pose(int tenth, double x, double y, double heading) {
        return PoseInFrame.newBuilder()
                .setTimestamp(at(tenth))
                .setPose(Pose.newBuilder()
                        .setPosition(Vector3.newBuilder().setX(x).setY(y))
                        .setOrientation(Quaternion.newBuilder()
                                .setZ(Math.sin(heading / 2))
                                .setW(Math.cos(heading / 2))))
                .build();
    }

    @Test
    void aFifthOfASecondIsKeptOfWhatComesTenTimesASecond() throws IOException {
        ClipScene scene = scene(clip -> {
            for (int tenth = 0; tenth < 10; tenth++) {
                say(clip, 1, tenth, pose(tenth, tenth, -tenth, -2.5));
            }
        });
        assertThat(scene.poses()).hasSize(5);
        assertThat(scene.poses().get(1).tSeconds()).isEqualTo(0.2, within(1e-9));
        assertThat(scene.poses().get(1).x()).isEqualTo(2);
        assertThat(scene.poses())
                .allSatisfy(pose -> assertThat(pose.headingRadians()).isEqualTo(-2.5, within(1e-9)));
        assertThat(scene.looks()).isEmpty();
    }

    @Test
    void allCandidatesOfATimeStayTogether() throws IOException {
        ClipScene scene = scene(clip -> {
            for (String source : new String[] {"model", "retimed"}) {
                say(
                        clip,
                        3,
                        3,
                        Plan.newBuilder()
                                .setTimestamp(at(3))
                                .setSource(source)
                                .setVerdict("distance")
                                .build());
            }
            say(clip, 3, 4, Plan.newBuilder().setTimestamp(at(4)).build());
        });
        assertThat(scene.candidates()).extracting(ClipScene.Candidate::source).containsExactly("model", "retimed");
    }

    @Test
    void aThingThatStandsHasNoHeading() throws IOException {
        var still = TrackedObject.newBuilder().setId("a").setKind("car").setVelocityYMetresPerSecond(0.1f);
        var moves = TrackedObject.newBuilder().setId("b").setKind("pedestrian").setVelocityYMetresPerSecond(1.5f);
        ClipScene scene = scene(clip -> {
            say(
                    clip,
                    2,
                    0,
                    TrackedObjects.newBuilder()
                            .setTimestamp(at(0))
                            .addObjects(still)
                            .addObjects(moves)
                            .build());
            say(
                    clip,
                    4,
                    1,
                    ModeChange.newBuilder()
                            .setTimestamp(at(1))
                            .setMode("minimal-risk-manoeuvre")
                            .setReason("veto")
                            .build());
        });
        assertThat(scene.looks().getFirst().things())
                .extracting(ClipScene.Thing::headingRadians)
                .containsExactly(0.0, Math.PI / 2);
        assertThat(scene.modes()).containsExactly(new ClipScene.Mode(0.1, "minimal-risk-manoeuvre", "veto"));
    }
}
