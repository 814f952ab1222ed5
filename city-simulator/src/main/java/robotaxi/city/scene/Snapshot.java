package robotaxi.city.scene;

import robotaxi.city.view.Camera;

/** One moment of a scene as a driving model learns it, in the shapes of the model package's inputs. */
public final class Snapshot {
    /** Width of a picture, pixels. */
    public static final int WIDTH = 112;
    /** Height of a picture, pixels. */
    public static final int HEIGHT = 64;
    /** Pictures of each camera, a tenth of a second apart. */
    public static final int FRAMES = 4;
    /** Poses of the history. */
    public static final int HISTORY = 16;
    /** Waypoints of the route. */
    public static final int WAYPOINTS = 20;
    /** All pictures. */
    public static final int PICTURES = Camera.RIG.size() * FRAMES;

    /** uint8 [camera * frame, channel 3, row, column], cameras in the rig's order, the oldest frame first. */
    public final byte[] pixels = new byte[PICTURES * 3 * HEIGHT * WIDTH];
    /** [pose, (x, y, yaw, speed)], rig frame now, oldest first. */
    public final float[] history = new float[HISTORY * 4];
    /** [waypoint, xy], rig frame now; NaN where the route is not known. */
    public final float[] route = new float[WAYPOINTS * 2];
    /** [step, (acceleration, curvature)] of the expert. */
    public final float[] actions = new float[CarefulDriver.STEPS * 2];

    private final Scene scene;
    private final double time;
    private final Thought thought;

    Snapshot(Scene scene, double time, Thought thought) {
        this.scene = scene;
        this.time = time;
        this.thought = thought;
    }

    /** Where it was taken. */
    public Scene scene() {
        return scene;
    }

    /** When it was taken, seconds into the scene. */
    public double time() {
        return time;
    }

    /** What decided the driving. */
    public Thought thought() {
        return thought;
    }
}
