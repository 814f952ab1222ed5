package robotaxi.benchmarks.inference;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.model.Observation;

/** What a driving car sees, tick by tick: one new picture a camera each time, the older ones are those of the ticks before. */
public final class RollingView {
    private static final int FRAMES = 40;
    private static final int WIDTH = 224;
    private static final int HEIGHT = 128;
    private static final float SPEED = 8;

    private final List<List<byte[]>> cameras = new ArrayList<>();
    private final int frames;

    /** Of these cameras, by a seed. */
    public RollingView(Eyes eyes, long seed) {
        frames = eyes.agesUs().size();
        var chance = new SplittableRandom(seed);
        for (int camera = 0; camera < eyes.cameras().size(); camera++) {
            List<byte[]> pictures = new ArrayList<>();
            for (int i = 0; i < FRAMES; i++) {
                pictures.add(picture(chance, i));
            }
            cameras.add(pictures);
        }
    }

    private static byte[] picture(SplittableRandom chance, int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(150, 180, 210));
        pen.fillRect(0, 0, WIDTH, HEIGHT / 2);
        pen.setColor(new Color(90, 90, 90));
        pen.fillRect(0, HEIGHT / 2, WIDTH, HEIGHT / 2);
        for (int thing = 0; thing < 6; thing++) {
            pen.setColor(new Color(chance.nextInt(256), chance.nextInt(256), chance.nextInt(256)));
            int size = 6 + chance.nextInt(24);
            pen.fillRect((chance.nextInt(WIDTH) + number) % WIDTH, HEIGHT / 2 - size / 2, size, size);
        }
        pen.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is seen at a tick. */
    public Observation at(int tick) {
        List<byte[]> pictures = new ArrayList<>();
        for (List<byte[]> camera : cameras) {
            for (int i = 0; i < frames; i++) {
                pictures.add(camera.get((tick + i) % FRAMES));
            }
        }
        float[] history = new float[Observation.HISTORY * 4];
        for (int k = 0; k < Observation.HISTORY; k++) {
            history[4 * k] = -0.1f * SPEED * (Observation.HISTORY - 1 - k);
            history[4 * k + 3] = SPEED;
        }
        float[] route = new float[Observation.WAYPOINTS * 2];
        for (int i = 0; i < Observation.WAYPOINTS; i++) {
            route[2 * i] = (float) (i * Observation.WAYPOINT_SPACING);
        }
        return new Observation(pictures, history, route, new float[] {14, 100, SPEED, 0});
    }
}
