package robotaxi.city.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.EgoState.Action;
import robotaxi.city.view.Body;
import robotaxi.city.view.Camera;
import robotaxi.city.view.Picture;
import robotaxi.city.view.RigRenderer;

/**
 * Takes snapshots of the expert in scenes: it drives for a while, now and then pushed off its line and its speed, and
 * the snapshot shows what it saw and how it drives on. The same seed gives the same snapshot.
 */
public final class SnapshotMaker {
    private static final double FIRST_SECONDS = 1.7;
    private static final double LAST_SECONDS = 10;
    /** AlpaSim's routes may end early. */
    private static final int ROUTE_CUT_PERCENT = 8;

    private SnapshotMaker() {}

    /** The snapshot of a seed. */
    public static Snapshot of(int seed) {
        RandomGenerator chance = SceneGenerator.chance(seed, 2000);
        Scene scene = SceneGenerator.scene(seed);
        int steps = (int) Math.round(10 * chance.nextDouble(FIRST_SECONDS, LAST_SECONDS));
        List<EgoState> driven = drive(scene, steps, chance);
        double time = steps * 0.1;
        EgoState now = driven.getLast();
        CarefulDriver.Decision decision = new CarefulDriver(scene).decide(now, time);
        Snapshot snapshot = new Snapshot(scene, time, decision.thought());
        history(snapshot, driven);
        for (int i = 0; i < CarefulDriver.STEPS; i++) {
            Action action = decision.actions().get(i);
            snapshot.actions[2 * i] = (float) action.acceleration();
            snapshot.actions[2 * i + 1] = (float) action.curvature();
        }
        Waypoints.write(scene.route(), now.rearAxle(), snapshot.route);
        if (chance.nextInt(100) < ROUTE_CUT_PERCENT) {
            Arrays.fill(snapshot.route, 2 * chance.nextInt(4, Snapshot.WAYPOINTS), snapshot.route.length, Float.NaN);
        }
        pictures(snapshot, driven);
        return snapshot;
    }

    private static List<EgoState> drive(Scene scene, int steps, RandomGenerator chance) {
        CarefulDriver driver = new CarefulDriver(scene);
        EgoState ego = pushed(scene.start(), chance);
        List<EgoState> driven = new ArrayList<>(List.of(ego));
        boolean pushes = chance.nextInt(100) < 60;
        int from = steps - 4 - chance.nextInt(20);
        int until = from + 5 + chance.nextInt(8);
        double pushCurvature = 0.012 * chance.nextGaussian();
        double pushAcceleration = 0.9 * chance.nextGaussian();
        for (int i = 0; i < steps; i++) {
            Action action = driver.act(ego, i * 0.1);
            if (pushes && i >= from && i < until && ego.speed() > 1) {
                Action pushed = new Action(
                        Math.max(action.acceleration() + pushAcceleration, -ego.speed() / 0.1),
                        action.curvature() + pushCurvature);
                EgoState after = ego.after(pushed);
                // The driver goes on from what it did itself; what pushed it does not add up.
                ego = new EgoState(after.rearAxle(), after.speed(), action.acceleration(), action.curvature());
            } else {
                ego = ego.after(action);
            }
            driven.add(ego);
        }
        return driven;
    }

    private static EgoState pushed(EgoState start, RandomGenerator chance) {
        double left = Math.clamp(0.35 * chance.nextGaussian(), -0.9, 0.9);
        double turned = Math.clamp(0.03 * chance.nextGaussian(), -0.09, 0.09);
        return new EgoState(
                start.rearAxle().moved(0, left, turned), start.speed(), start.acceleration(), start.curvature());
    }

    private static void history(Snapshot snapshot, List<EgoState> driven) {
        Pose now = driven.getLast().rearAxle();
        for (int i = 0; i < Snapshot.HISTORY; i++) {
            EgoState then = driven.get(driven.size() - Snapshot.HISTORY + i);
            Pose pose = then.rearAxle();
            snapshot.history[4 * i] = (float) now.aheadOf(pose.x(), pose.y());
            snapshot.history[4 * i + 1] = (float) now.leftOf(pose.x(), pose.y());
            snapshot.history[4 * i + 2] = (float) Pose.wrapped(pose.heading() - now.heading());
            snapshot.history[4 * i + 3] = (float) then.speed();
        }
    }

    private static void pictures(Snapshot snapshot, List<EgoState> driven) {
        Scene scene = snapshot.scene();
        RigRenderer renderer = new RigRenderer(new SceneGround(scene.roads()));
        Picture picture = new Picture(Snapshot.WIDTH, Snapshot.HEIGHT);
        for (int frame = 0; frame < Snapshot.FRAMES; frame++) {
            int back = Snapshot.FRAMES - 1 - frame;
            double time = snapshot.time() - back * 0.1;
            Pose rearAxle = driven.get(driven.size() - 1 - back).rearAxle();
            List<Body> bodies = scene.bodiesAt(time);
            long moment = Math.round(time * 10) + 1000L * scene.seed();
            for (int camera = 0; camera < Camera.RIG.size(); camera++) {
                renderer.render(
                        picture,
                        Camera.RIG.get(camera),
                        rearAxle,
                        bodies,
                        scene.conditions().weather(),
                        moment);
                copy(picture, snapshot.pixels, camera * Snapshot.FRAMES + frame);
            }
        }
    }

    private static void copy(Picture picture, byte[] pixels, int place) {
        int plane = Snapshot.HEIGHT * Snapshot.WIDTH;
        for (int channel = 0; channel < 3; channel++) {
            int shift = 16 - 8 * channel;
            int start = (3 * place + channel) * plane;
            for (int i = 0; i < plane; i++) {
                pixels[start + i] = (byte) (picture.pixels()[i] >> shift);
            }
        }
    }
}
