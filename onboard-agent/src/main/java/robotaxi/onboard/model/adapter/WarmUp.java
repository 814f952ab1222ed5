package robotaxi.onboard.model.adapter;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Thinking;

/** Runs a model on nothing in particular, so that the first moment that matters is as quick as the next. */
public final class WarmUp {
    private static final int ROUNDS = 8;
    private static final float SPEED = 8;

    private WarmUp() {}

    /** Both ways of thinking, each some times. */
    public static void of(DrivingModel model) {
        for (int i = 0; i < ROUNDS; i++) {
            Thinking thinking = i % 2 == 0 ? Thinking.FULL : Thinking.REFLEX;
            model.plan(observation(model), Effort.unhurried(thinking, System.nanoTime(), i, 1));
        }
    }

    /** A grey world in which the car goes straight on. */
    public static Observation observation(DrivingModel model) {
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < model.eyes().pictures(); i++) {
            pictures.add(grey(i));
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

    private static byte[] grey(int shade) {
        BufferedImage image = new BufferedImage(112, 64, BufferedImage.TYPE_INT_RGB);
        int level = 100 + shade;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, level << 16 | level << 8 | level);
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
