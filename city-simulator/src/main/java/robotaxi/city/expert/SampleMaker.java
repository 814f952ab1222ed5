package robotaxi.city.expert;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.view.Body;
import robotaxi.city.view.CameraRenderer;
import robotaxi.city.view.GroundMap;
import robotaxi.city.view.Picture;

/** Turns scenes into samples: what the car saw, and what the expert did next. The same seed gives the same samples. */
public final class SampleMaker {
    private static final int FRAME_AGE_STEPS = 2;

    private final SceneMaker scenes;
    private final CameraRenderer camera;
    private final RandomGenerator chance;

    /** Samples on the roads of a city. */
    public SampleMaker(RoadGraph graph, GroundMap ground, RandomGenerator chance) {
        this.scenes = new SceneMaker(graph, chance);
        this.camera = new CameraRenderer(ground);
        this.chance = chance;
    }

    /** The next sample. */
    public Sample next() {
        SceneMaker.Scene scene = scenes.next();
        Sample sample = new Sample();
        Pose now = scene.car().pose();
        sample.happensAt(now.x(), now.y());
        double bend = Expert.curvature(
                scene.route(), scene.atMetres(), now, scene.car().speed(), 0);
        double curvature = Math.clamp(2 * bend + 0.02 * chance.nextGaussian(), -0.2, 0.2);
        Pose before = history(sample, scene, curvature);
        drive(sample, scene, curvature);
        boolean oneFrameOnly = chance.nextInt(100) < 8;
        copy(camera.render(now, bodies(scene, 0)).halved(), sample.pixels, 3);
        if (oneFrameOnly) {
            System.arraycopy(sample.pixels, sample.pixels.length / 2, sample.pixels, 0, sample.pixels.length / 2);
        } else {
            double age = FRAME_AGE_STEPS * Unicycle.STEP_SECONDS;
            copy(camera.render(before, bodies(scene, -age)).halved(), sample.pixels, 0);
        }
        writeRoute(sample, scene.route(), scene.atMetres(), now);
        sample.context[0] = (float) scene.limit();
        sample.context[1] = (float) Math.min(100, scene.route().lengthMetres() - scene.atMetres());
        sample.context[2] = (float) scene.car().speed();
        sample.context[3] = (float) scene.acceleration();
        return sample;
    }

    private static List<Body> bodies(SceneMaker.Scene scene, double seconds) {
        List<Body> bodies = new ArrayList<>();
        for (Actor actor : scene.actors()) {
            bodies.add(actor.at(seconds));
        }
        return bodies;
    }

    /** Writes the way that led here, and answers the pose of the older frame. */
    private static Pose history(Sample sample, SceneMaker.Scene scene, double curvature) {
        Pose now = scene.car().pose();
        Pose pose = now;
        Pose older = now;
        double speed = scene.car().speed();
        for (int back = 0; back < Sample.HISTORY; back++) {
            int row = (Sample.HISTORY - 1 - back) * 4;
            sample.history[row] = (float) now.aheadOf(pose.x(), pose.y());
            sample.history[row + 1] = (float) now.leftOf(pose.x(), pose.y());
            sample.history[row + 2] = (float) (pose.heading() - now.heading());
            sample.history[row + 3] = (float) speed;
            older = back == FRAME_AGE_STEPS ? pose : older;
            double earlier = Math.max(0, speed - scene.acceleration() * Unicycle.STEP_SECONDS);
            double way = (speed + earlier) / 2 * Unicycle.STEP_SECONDS;
            pose = pose.moved(-way, 0, 0).moved(0, 0, -curvature * way);
            speed = earlier;
        }
        return older;
    }

    private static void drive(Sample sample, SceneMaker.Scene scene, double startCurvature) {
        Path route = scene.route();
        Unicycle car = scene.car();
        double at = scene.atMetres();
        double curvature = startCurvature;
        Expert.Choice first = null;
        for (int step = 0; step < Sample.STEPS; step++) {
            List<Body> bodies = bodies(scene, step * Unicycle.STEP_SECONDS);
            double limit = Math.min(scene.limit(), Expert.turningSpeed(route, at, car.pose()));
            Expert.Choice choice = Expert.speed(route, at, car.speed(), limit, WayAhead.nearest(route, at, bodies));
            first = first == null ? choice : first;
            double acceleration = Math.max(choice.acceleration(), -car.speed() / Unicycle.STEP_SECONDS);
            curvature = Expert.curvature(route, at, car.pose(), car.speed(), curvature);
            sample.actions[2 * step] = (float) acceleration;
            sample.actions[2 * step + 1] = (float) curvature;
            car = car.step(acceleration, curvature);
            at = route.project(car.pose().x(), car.pose().y(), at - 2, at + 6);
        }
        if (first != null) {
            sample.explain(first);
        }
    }

    private static void writeRoute(Sample sample, Path route, double at, Pose now) {
        for (int i = 0; i < Sample.WAYPOINTS; i++) {
            Pose point = route.at(Math.min(route.lengthMetres(), at + i * Sample.WAYPOINT_SPACING_METRES));
            sample.route[2 * i] = (float) now.aheadOf(point.x(), point.y());
            sample.route[2 * i + 1] = (float) now.leftOf(point.x(), point.y());
        }
    }

    private static void copy(Picture picture, byte[] pixels, int firstChannel) {
        int plane = Sample.HEIGHT * Sample.WIDTH;
        for (int channel = 0; channel < 3; channel++) {
            int shift = 16 - 8 * channel;
            int start = (firstChannel + channel) * plane;
            for (int i = 0; i < plane; i++) {
                pixels[start + i] = (byte) (picture.pixels()[i] >> shift);
            }
        }
    }
}
