package robotaxi.city.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class RigRendererTest {
    private static final Camera TELE = Camera.RIG.get(3);
    private static final Pose HERE = new Pose(0, 0, 0);

    private final RigRenderer renderer = new RigRenderer((x, y, footprint) -> 0x505050);

    private Picture picture(Camera camera, Weather weather, Body... bodies) {
        Picture picture = new Picture(112, 64);
        renderer.render(picture, camera, HERE, List.of(bodies), weather, 7);
        return picture;
    }

    private static Body car(double ahead, boolean braking) {
        return new Body("x", Body.Kind.CAR, new Pose(ahead, 0, 0), 5, braking);
    }

    /** How much of the row at the horizon is not what it is without the car, in pixels. */
    private double widthOf(Picture with, Picture without) {
        double covered = 0;
        int row = 34;
        for (int column = 0; column < 112; column++) {
            covered += with.rgb(column, row) == without.rgb(column, row) ? 0 : 1;
        }
        return covered;
    }

    @Test
    void aCarIsAsWideAsThePinholeSays() {
        // Its back is 30 m ahead of the camera: 1.8 m times 209 pixels over 30 m.
        Body ahead = car(30 + 1.7 + 2.2, false);
        double width = widthOf(picture(TELE, Weather.DRY_DAY, ahead), picture(TELE, Weather.DRY_DAY));
        assertThat(width).isCloseTo(1.8 / 30 * TELE.focalPixels(112), within(2.0));
    }

    @Test
    void brakeLightsAreRedAndSeen() {
        Picture lit = picture(TELE, Weather.DRY_DAY, car(20, true));
        Picture dark = picture(TELE, Weather.DRY_DAY, car(20, false));
        assertThat(reds(lit)).isGreaterThan(reds(dark) + 20);
    }

    private static int reds(Picture picture) {
        int reds = 0;
        for (int rgb : picture.pixels()) {
            reds += (rgb >> 16 & 255) > 180 && (rgb >> 8 & 255) < 90 ? 1 : 0;
        }
        return reds;
    }

    @Test
    void whatIsOnTheLeftIsSeenByTheLeftCameraOnly() {
        Body left = new Body("x", Body.Kind.PEDESTRIAN, new Pose(5, 9, 0), 0, false);
        assertThat(picture(Camera.RIG.get(0), Weather.DRY_DAY, left).pixels())
                .isNotEqualTo(picture(Camera.RIG.get(0), Weather.DRY_DAY).pixels());
        assertThat(picture(Camera.RIG.get(2), Weather.DRY_DAY, left).pixels())
                .isEqualTo(picture(Camera.RIG.get(2), Weather.DRY_DAY).pixels());
    }

    @Test
    void nightIsDarkButForTheHeadlightsAndRainIsNotTheSameEveryMoment() {
        Weather night = new Weather(false, true);
        Picture dark = picture(Camera.RIG.get(1), night);
        int near = dark.rgb(56, 40) & 255;
        int side = dark.rgb(2, 40) & 255;
        assertThat(near).isGreaterThan(3 * side);
        Weather rain = new Weather(true, false);
        assertThat(picture(TELE, rain).pixels()).isEqualTo(picture(TELE, rain).pixels());
        Picture later = new Picture(112, 64);
        renderer.render(later, TELE, HERE, List.of(), rain, 8);
        assertThat(later.pixels()).isNotEqualTo(picture(TELE, rain).pixels());
    }
}
