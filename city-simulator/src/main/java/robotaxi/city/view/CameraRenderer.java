package robotaxi.city.view;

import java.util.Comparator;
import java.util.List;
import robotaxi.city.road.Pose;

/**
 * The wide front camera: a pinhole 1.5 m above the ground and {@value #AHEAD_OF_REAR_AXLE_METRES} m ahead of the rear
 * axle, looking level along the car. Not for use by two threads at once.
 */
public final class CameraRenderer {
    /** Pixels across. */
    public static final int WIDTH = 224;
    /** Pixels down. */
    public static final int HEIGHT = 128;
    /** Angle of view across, degrees. */
    public static final double HORIZONTAL_FOV_DEGREES = 120;
    /** Focal length, pixels. */
    public static final double FOCAL_PIXELS = WIDTH / 2.0 / Math.tan(Math.toRadians(HORIZONTAL_FOV_DEGREES / 2));
    /** Height above the ground, metres. */
    public static final double HEIGHT_METRES = 1.5;
    /** Distance in front of the rear axle, metres. */
    public static final double AHEAD_OF_REAR_AXLE_METRES = 1.7;

    private static final double FAR_METRES = 120;
    private static final int SKY = 0xa9c4e0;
    private static final int HAZE = 0xb4bfc6;

    private final GroundMap ground;
    private final BoxPainter boxes = new BoxPainter();

    /** A camera over the ground of one city. */
    public CameraRenderer(GroundMap ground) {
        this.ground = ground;
    }

    /** What the camera sees from a car whose rear axle stands at a pose. */
    public Picture render(Pose rearAxle, List<Body> bodies) {
        Picture picture = new Picture(WIDTH, HEIGHT);
        Pose eye = rearAxle.moved(AHEAD_OF_REAR_AXLE_METRES, 0, 0);
        paintBackground(picture, eye);
        bodies.stream()
                .filter(body -> inView(eye, body))
                .sorted(Comparator.comparingDouble((Body body) ->
                                -eye.distanceTo(body.centre().x(), body.centre().y()))
                        .thenComparing(Body::id))
                .forEach(body -> boxes.paint(picture, eye, body));
        return picture;
    }

    private static boolean inView(Pose eye, Body body) {
        double ahead = eye.aheadOf(body.centre().x(), body.centre().y());
        return ahead > 0.3 && ahead < FAR_METRES;
    }

    private void paintBackground(Picture picture, Pose eye) {
        double cos = Math.cos(eye.heading());
        double sin = Math.sin(eye.heading());
        for (int row = 0; row < HEIGHT; row++) {
            double down = row + 0.5 - HEIGHT / 2.0;
            double ahead = down > 0 ? HEIGHT_METRES * FOCAL_PIXELS / down : FAR_METRES;
            if (ahead >= FAR_METRES) {
                int sky = mix(SKY, HAZE, Math.clamp(1 + down / (HEIGHT / 2.0), 0, 1));
                for (int column = 0; column < WIDTH; column++) {
                    picture.set(column, row, sky);
                }
                continue;
            }
            double haze = 0.75 * ahead / FAR_METRES;
            for (int column = 0; column < WIDTH; column++) {
                double left = -(column + 0.5 - WIDTH / 2.0) / FOCAL_PIXELS * ahead;
                double x = eye.x() + ahead * cos - left * sin;
                double y = eye.y() + ahead * sin + left * cos;
                picture.set(column, row, mix(colour(x, y), HAZE, haze));
            }
        }
    }

    private int colour(double x, double y) {
        return switch (ground.at(x, y)) {
            case GroundMap.ASPHALT -> 0x4c4d50;
            case GroundMap.MARK -> 0xe6e6de;
            case GroundMap.PAVEMENT -> 0x98928a;
            default -> RoadPaint.land(x, y);
        };
    }

    static int mix(int near, int far, double part) {
        int weight = (int) (part * 256);
        int red = ((near >> 16 & 255) * (256 - weight) + (far >> 16 & 255) * weight) >> 8;
        int green = ((near >> 8 & 255) * (256 - weight) + (far >> 8 & 255) * weight) >> 8;
        int blue = ((near & 255) * (256 - weight) + (far & 255) * weight) >> 8;
        return red << 16 | green << 8 | blue;
    }
}
