package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Candidate;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.mission.BodyReport;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** The format's own library, unchanged, reads a clip of ours. */
class McapCoreTest {
    private static final Path SOURCE = Path.of("src/test/mcap-core");
    private static final int FRAMES = 40;
    private static final String CAMERA = "camera_front_wide_120fov";

    @TempDir
    Path folder;

    @Test
    void theFormatsOwnLibraryReadsEveryRecordAndDecodesEachMessage() throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "npm")));
        assumeTrue(there, "npm is not installed");
        for (String name : List.of("read.mjs", "package.json", "package-lock.json", ".npmrc")) {
            Files.copy(SOURCE.resolve(name), folder.resolve(name));
        }
        run("npm", "ci", "--prefer-offline", "--ignore-scripts");
        Path clip = folder.resolve("clip.mcap");
        try (OutputStream out = Files.newOutputStream(clip)) {
            ClipWriter.write(
                    clip(), "car-01", "onboard-agent test", new LocalFrame(43, 7), Map.of("sequence", "1"), out);
        }

        String said = run("node", "read.mjs", clip.toString());
        JsonMap found = Json.object(said.lines().reduce((_, last) -> last).orElse("{}"));

        assertThat(said).doesNotContain("error").contains("\"done\":true", "\"sorted\":true");
        JsonMap topics = found.map("topics");
        assertThat(topics.whole("/camera/front_wide")).isEqualTo(FRAMES);
        assertThat(topics.whole("/vehicle/can")).isEqualTo(FRAMES);
        assertThat(topics.whole("/plan/candidates")).isEqualTo(FRAMES);
        assertThat(topics.whole("/objects")).isEqualTo(FRAMES);
        assertThat(topics.whole("/calib/front_wide")).isEqualTo(1);
        assertThat(found.string("text")).isEqualTo("I brake for the bag ahead.");
        assertThat(found.whole("streamed")).isEqualTo(found.whole("counted"));
        assertThat(found.map("metadata").map("incident").string("event_id")).isEqualTo("car-01/safety/1");
        assertThat(found.map("metadata").map("incident").string("triggers")).isEqualTo("hard-brake,collision");
    }

    private static Clip clip() {
        List<Moment> moments = new ArrayList<>();
        moments.add(
                new Moment.Reasoned(1_000_000, "I brake for the bag ahead.", "brake", "00", List.of(1_000_000L), 0.9));
        for (int i = 0; i < FRAMES; i++) {
            long at = 1_000_000 + i * 100_000L;
            EgoState ego = new EgoState(at, new Pose2(i, 0, 0), 0, 8, -1, 0);
            moments.add(new Moment.Signals(ego, -1, 80, 30, new BodyReport(true, true, false), false));
            moments.add(new Moment.PlanConsidered(
                    ego, new Candidate(Trajectory.standing(ego.pose()), "model", "envelope.corridor")));
            moments.add(new Moment.ObjectsSeen(at, List.of(new Track("t1", i, 2, 1, 0, 4.5, 1.8, "car"))));
            moments.add(new Moment.FrameSeen(new Frame(CAMERA, at, new byte[60_000])));
        }
        Calibration camera = new Calibration(CAMERA, 224, 128, 112, 112, 112, 64, List.of(), List.of());
        return new Clip(
                List.of(
                        new Clip.Mark("car-01/safety/1", "hard-brake", 3_000_000),
                        new Clip.Mark("car-01/safety/2", "collision", 3_500_000)),
                "r@1",
                "00",
                "",
                List.of(camera),
                moments);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
