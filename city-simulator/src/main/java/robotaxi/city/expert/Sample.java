package robotaxi.city.expert;

/** One scene as the driving model learns it, in the shapes of the model package's inputs. */
public final class Sample {
    /** Width of a camera frame, pixels. */
    public static final int WIDTH = 112;
    /** Height of a camera frame, pixels. */
    public static final int HEIGHT = 64;
    /** Actions of a plan. */
    public static final int STEPS = 64;
    /** Poses of the history. */
    public static final int HISTORY = 16;
    /** Waypoints of the route. */
    public static final int WAYPOINTS = 20;
    /** Between two waypoints, metres. */
    public static final double WAYPOINT_SPACING_METRES = 80.0 / 19;

    /** uint8 [frame 2 * channel 3, row, column], older frame first. */
    public final byte[] pixels = new byte[6 * HEIGHT * WIDTH];
    /** [pose, (x, y, yaw, speed)], rig frame now, oldest first. */
    public final float[] history = new float[HISTORY * 4];
    /** [waypoint, xy], rig frame now. */
    public final float[] route = new float[WAYPOINTS * 2];
    /** Speed limit, distance to the route's end (at most 100), speed, acceleration. */
    public final float[] context = new float[4];
    /** [step, (acceleration, curvature)] of the expert. */
    public final float[] actions = new float[STEPS * 2];

    private Reason reason = Reason.CLEAR_ROAD;
    private int distanceBin;
    private int place;

    /** What decided the expert's speed. */
    public Reason reason() {
        return reason;
    }

    /** Index into the distances 5, 10, 15, 20, 30, 40, 60 metres and none. */
    public int distanceBin() {
        return distanceBin;
    }

    /** The 200 m cell of the city, so that splits can go by place. */
    public int place() {
        return place;
    }

    void explain(Expert.Choice choice) {
        reason = choice.reason();
        distanceBin = binOf(choice.distanceMetres());
    }

    void happensAt(double x, double y) {
        place = Math.floorMod((int) Math.floor(x / 200) * 31 + (int) Math.floor(y / 200) * 1009, 65_536);
    }

    static int binOf(double metres) {
        double[] bins = {5, 10, 15, 20, 30, 40, 60};
        if (Double.isNaN(metres) || metres > 80) {
            return bins.length;
        }
        int nearest = 0;
        for (int i = 1; i < bins.length; i++) {
            nearest = Math.abs(bins[i] - metres) < Math.abs(bins[nearest] - metres) ? i : nearest;
        }
        return nearest;
    }
}
