package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import javax.imageio.ImageIO;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Candidate;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.mission.BodyReport;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** Programs of others that are given a clip of ours, in a folder of their own with their packages. */
final class ForeignReaders {
    /** Pictures in the clip, and looks at everything else. */
    static final int FRAMES = 40;
    /** Time of the first message, microseconds. */
    static final long BEGIN_US = 1_700_000_000_000_000L;
    /** Between two of them. */
    static final long EACH_US = 100_000;

    private static final String CAMERA = "camera_front_wide_120fov";
    private static final int PATIENCE_SECONDS = 200;

    private ForeignReaders() {}

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** Copies a program and fetches the packages that its lock file names. */
    static void install(Path source, Path folder, String... files) throws IOException, InterruptedException {
        for (String name : files) {
            Files.copy(source.resolve(name), folder.resolve(name));
        }
        run(folder, "npm", "ci", "--prefer-offline", "--ignore-scripts");
    }

    /** Writes a clip of four seconds with all that a car keeps. */
    static Path clip(Path folder) throws IOException {
        Path file = folder.resolve("clip.mcap");
        try (OutputStream out = Files.newOutputStream(file)) {
            ClipWriter.write(
                    content(), "car-01", "onboard-agent test", new LocalFrame(43, 7), Map.of("sequence", "1"), out);
        }
        return file;
    }

    private static Clip content() throws IOException {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment.Reasoned(BEGIN_US, "I brake for the bag ahead.", "brake", "00", List.of(BEGIN_US), 0.9));
        for (int i = 0; i < FRAMES; i++) {
            long at = BEGIN_US + i * EACH_US;
            EgoState ego = new EgoState(at, new Pose2(i, 0, 0), 0, 8, -1, 0);
            moments.add(new Moment.Signals(ego, -1, 80, 30, new BodyReport(true, true, false), false));
            moments.add(new Moment.PlanConsidered(
                    ego, new Candidate(Trajectory.standing(ego.pose()), "model", "envelope.corridor")));
            moments.add(new Moment.ObjectsSeen(at, List.of(new Track("t1", i, 2, 1, 0, 4.5, 1.8, "car"))));
            moments.add(new Moment.FrameSeen(new Frame(CAMERA, at, picture(i))));
        }
        Calibration camera = new Calibration(CAMERA, 224, 128, 112, 112, 112, 64, List.of(), List.of());
        return new Clip(
                List.of(
                        new Clip.Mark("car-01/safety/1", "hard-brake", BEGIN_US + 2_000_000),
                        new Clip.Mark("car-01/safety/2", "collision", BEGIN_US + 2_500_000)),
                "r@1",
                "00",
                "",
                List.of(camera),
                moments);
    }

    private static byte[] picture(int number) throws IOException {
        BufferedImage image = new BufferedImage(224, 128, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(40, number * 4, 120));
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    /** Answers what a program says, if it ends well. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
