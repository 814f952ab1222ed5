package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Actor;
import robotaxi.city.scene.CarefulDriver;
import robotaxi.city.scene.EgoState;
import robotaxi.city.scene.Scene;
import robotaxi.city.vehicle.CarState;

/**
 * A scene as it was driven by its expert, in world time: what AlpaSim calls the recorded ground truth.
 *
 * @param scene the scene
 * @param drive the expert's states, every tenth of a second from {@link #START_MICROS} on
 */
public record Recording(Scene scene, List<EgoState> drive) {
    /** World time of a scene's beginning. */
    public static final long START_MICROS = 1_000_000_000;
    /** Between two states. */
    public static final long STEP_MICROS = 100_000;
    /** Length of the car, metres. */
    public static final double CAR_LENGTH_METRES = 4.8;
    /** Width of the car, metres. */
    public static final double CAR_WIDTH_METRES = 1.9;

    /** Drives a scene to its end. */
    public static Recording of(Scene scene) {
        CarefulDriver driver = new CarefulDriver(scene);
        List<EgoState> drive = new ArrayList<>();
        EgoState ego = scene.start();
        int steps = (int) Math.round(scene.seconds() * 10);
        for (int i = 0; i <= steps; i++) {
            drive.add(ego);
            ego = ego.after(driver.act(ego, i * 0.1));
        }
        return new Recording(scene, drive);
    }

    /** The recorded poses from the beginning to a time. */
    public List<TimedPose> poses(long untilMicros) {
        List<TimedPose> poses = new ArrayList<>();
        for (int i = 0; i < drive.size() && START_MICROS + i * STEP_MICROS <= untilMicros; i++) {
            poses.add(new TimedPose(START_MICROS + i * STEP_MICROS, drive.get(i).rearAxle()));
        }
        return poses;
    }

    /** The recorded state at a time. */
    CarState stateAt(long micros) {
        EgoState ego = drive.get((int) Math.min(drive.size() - 1L, (micros - START_MICROS) / STEP_MICROS));
        double steering = Math.atan(ego.curvature() * CarState.WHEELBASE_METRES);
        return new CarState(ego.rearAxle(), ego.speed(), ego.acceleration(), steering);
    }

    /** Seconds into the scene. */
    static double seconds(long micros) {
        return (micros - START_MICROS) / 1e6;
    }

    /** Everybody else at a time. */
    Map<String, Pose> actorsAt(long micros) {
        Map<String, Pose> poses = new LinkedHashMap<>();
        for (Actor actor : scene.actors()) {
            poses.put(actor.id(), actor.bodyAt(seconds(micros)).centre());
        }
        return poses;
    }

    /** Everybody else's size. */
    public Map<String, Trace.Shape> shapes() {
        Map<String, Trace.Shape> shapes = new HashMap<>();
        for (Actor actor : scene.actors()) {
            shapes.put(
                    actor.id(),
                    new Trace.Shape(
                            actor.kind().lengthMetres(),
                            actor.kind().widthMetres(),
                            0,
                            actor.kind().name().toLowerCase(Locale.ROOT)));
        }
        return shapes;
    }

    /** The car's own size. */
    public static Trace.Shape car() {
        return new Trace.Shape(CAR_LENGTH_METRES, CAR_WIDTH_METRES, CarState.CENTRE_METRES, "EGO");
    }
}
