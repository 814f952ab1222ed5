package robotaxi.benchmarks.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import robotaxi.city.scene.CarefulDriver;
import robotaxi.city.scene.Snapshot;
import robotaxi.city.scene.SnapshotMaker;
import robotaxi.city.scene.Split;
import robotaxi.city.scene.Words;
import robotaxi.city.view.Picture;
import robotaxi.city.view.adapter.PngPacker;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;

/** A model beside the expert in moments of scenes that are held out from training, made on the spot: its words, and where it would drive. */
public final class OpenLoop {
    private static final int SAMPLES = 6;
    private static final int REPORT_EVERY = 100;
    private static final float MOST_ROUTE_METRES = 100;
    private static final float SPEED_LIMIT = 14;

    private OpenLoop() {}

    /**
     * What was found, over all moments; metres over 6.4 s.
     *
     * @param textExact share in which every word is the expert's
     * @param minAde mean distance of the best of six plans
     * @param ade mean distance of the first plan
     * @param reflexAde of a reflex
     * @param constantSpeedAde of a car that goes straight on
     */
    public record Result(double textExact, double minAde, double ade, double reflexAde, double constantSpeedAde) {}

    /** Compares so many moments. */
    public static Result compare(DrivingModel model, int moments, long seed, Consumer<String> tell) {
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] sums = new double[5];
        for (int i = 0; i < moments; i++) {
            Snapshot snapshot = SnapshotMaker.of(heldOut(chance));
            Observation seen = observation(snapshot);
            double[][] expert = Actions.ofPairs(snapshot.actions).path(seen.speed());
            Plan full = model.plan(seen, Effort.unhurried(Thinking.FULL, System.nanoTime(), i, SAMPLES));
            Plan reflex = model.plan(seen, Effort.unhurried(Thinking.REFLEX, System.nanoTime(), i, 1));
            sums[0] += full.reasoning().equals(Words.sentence(snapshot.thought())) ? 1 : 0;
            sums[1] += best(full, seen.speed(), expert);
            sums[2] += apart(full.actions(), seen.speed(), expert);
            sums[3] += apart(reflex.actions(), seen.speed(), expert);
            sums[4] += apart(new Actions(new float[Actions.STEPS], new float[Actions.STEPS]), seen.speed(), expert);
            if ((i + 1) % REPORT_EVERY == 0) {
                tell.accept("moments compared: " + (i + 1) + " of " + moments);
            }
        }
        return new Result(
                sums[0] / moments, sums[1] / moments, sums[2] / moments, sums[3] / moments, sums[4] / moments);
    }

    private static int heldOut(RandomGenerator chance) {
        int seed = chance.nextInt();
        while (Split.of(seed) != Split.HELD_OUT) {
            seed = chance.nextInt();
        }
        return seed;
    }

    private static Observation observation(Snapshot snapshot) {
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < Snapshot.PICTURES; i++) {
            pictures.add(PngPacker.pack(picture(snapshot.pixels, i)));
        }
        float speed = snapshot.history[4 * Snapshot.HISTORY - 1];
        return new Observation(
                pictures, snapshot.history, snapshot.route, new float[] {SPEED_LIMIT, MOST_ROUTE_METRES, speed, 0});
    }

    private static Picture picture(byte[] planes, int number) {
        Picture picture = new Picture(Snapshot.WIDTH, Snapshot.HEIGHT);
        int plane = Snapshot.WIDTH * Snapshot.HEIGHT;
        int start = 3 * number * plane;
        for (int i = 0; i < plane; i++) {
            int red = planes[start + i] & 0xff;
            int green = planes[start + plane + i] & 0xff;
            int blue = planes[start + 2 * plane + i] & 0xff;
            picture.pixels()[i] = red << 16 | green << 8 | blue;
        }
        return picture;
    }

    private static double best(Plan plan, double speed, double[][] expert) {
        double best = apart(plan.actions(), speed, expert);
        for (Actions other : plan.otherSamples()) {
            best = Math.min(best, apart(other, speed, expert));
        }
        return best;
    }

    private static double apart(Actions actions, double speed, double[][] expert) {
        double[][] path = actions.path(speed);
        double sum = 0;
        for (int i = 0; i < CarefulDriver.STEPS; i++) {
            sum += Math.hypot(path[i][0] - expert[i][0], path[i][1] - expert[i][1]);
        }
        return sum / CarefulDriver.STEPS;
    }
}
