package robotaxi.city.view;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import robotaxi.city.road.Pose;

/** Takes the pictures of a car's cameras. Not for use by two threads at once. */
public final class RigRenderer {
    private static final double FAR_METRES = 150;
    private static final double WET_ROAD = 0.78;

    private final Ground ground;
    private final BodyPainter bodies = new BodyPainter();

    /** Cameras over a ground. */
    public RigRenderer(Ground ground) {
        this.ground = ground;
    }

    /**
     * What one camera sees.
     *
     * @param rearAxle where the car stands
     * @param all everybody else
     * @param moment falling drops differ from moment to moment; the same moment gives the same picture
     */
    public void render(Picture picture, Camera camera, Pose rearAxle, List<Body> all, Weather weather, long moment) {
        Pose eye = rearAxle.moved(Camera.AHEAD_OF_REAR_AXLE_METRES, 0, camera.yaw());
        double focal = camera.focalPixels(picture.width());
        paintGround(picture, camera, eye, weather);
        bodies.look(picture, eye, focal, rearAxle, weather);
        Body[] sorted = all.toArray(Body[]::new);
        Arrays.sort(
                sorted,
                Comparator.comparingDouble((Body body) ->
                                -eye.distanceTo(body.centre().x(), body.centre().y()))
                        .thenComparing(Body::id));
        double side = Math.tan(camera.halfAngle());
        for (Body body : sorted) {
            double ahead = eye.aheadOf(body.centre().x(), body.centre().y());
            double left = eye.leftOf(body.centre().x(), body.centre().y());
            if (ahead > -3 && ahead < FAR_METRES && Math.abs(left) < Math.max(0, ahead) * side + 6) {
                bodies.paint(body);
            }
        }
        if (weather.rain()) {
            drops(picture, moment * 31 + camera.id().hashCode());
        }
    }

    private void paintGround(Picture picture, Camera camera, Pose eye, Weather weather) {
        int width = picture.width();
        int height = picture.height();
        double focal = camera.focalPixels(width);
        double cos = Math.cos(eye.heading());
        double sin = Math.sin(eye.heading());
        double carCos = Math.cos(camera.yaw());
        double carSin = Math.sin(camera.yaw());
        for (int row = 0; row < height; row++) {
            double down = row + 0.5 - height / 2.0;
            double ahead = down > 0 ? Camera.HEIGHT_METRES * focal / down : FAR_METRES;
            if (ahead >= FAR_METRES) {
                double part = Math.clamp(1 + down / (height / 2.0), 0, 1);
                Arrays.fill(
                        picture.pixels(),
                        row * width,
                        (row + 1) * width,
                        CameraRenderer.mix(weather.sky(), weather.haze(), part));
                continue;
            }
            double footprint = ahead / focal;
            for (int column = 0; column < width; column++) {
                double left = -(column + 0.5 - width / 2.0) * footprint;
                double x = eye.x() + ahead * cos - left * sin;
                double y = eye.y() + ahead * sin + left * cos;
                int colour = ground.colourAt(x, y, footprint);
                double light = weather.rain() ? WET_ROAD : 1;
                if (weather.night()) {
                    double forward = Camera.AHEAD_OF_REAR_AXLE_METRES + ahead * carCos - left * carSin;
                    light *= weather.lit(forward - 3.7, ahead * carSin + left * carCos);
                }
                if (light < 1) {
                    colour = CameraRenderer.mix(0, colour, light);
                }
                picture.set(column, row, CameraRenderer.mix(colour, weather.haze(), weather.hidden(ahead)));
            }
        }
    }

    /** Streaks of rain, a handful in each picture. */
    private static void drops(Picture picture, long seed) {
        long state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        int streaks = picture.width() * picture.height() / 180;
        for (int i = 0; i < streaks; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int column = (int) Long.remainderUnsigned(state, picture.width());
            int row = (int) Long.remainderUnsigned(state >>> 20, picture.height() - 2L);
            for (int j = 0; j < 2; j++) {
                picture.set(column, row + j, CameraRenderer.mix(picture.rgb(column, row + j), 0xd5dce4, 0.3));
            }
        }
    }
}
