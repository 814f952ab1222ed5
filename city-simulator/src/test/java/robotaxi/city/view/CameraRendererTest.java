package robotaxi.city.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import robotaxi.city.Monaco;
import robotaxi.city.road.LaneWay;
import robotaxi.city.road.Pose;
import robotaxi.city.view.adapter.JpegPacker;

class CameraRendererTest {
    private static final Pose CAR = onALane();
    private final CameraRenderer camera = new CameraRenderer(new GroundMap(Monaco.graph()));

    private static Pose onALane() {
        SplittableRandom chance = new SplittableRandom(3);
        return LaneWay.wander(Monaco.graph(), Monaco.graph().anyWithin(800, chance), 200, chance)
                .path()
                .at(60);
    }

    private static Body ahead(double metres, Body.Kind kind, boolean braking) {
        return new Body("b", kind, CAR.moved(metres, 0, 0), 5, braking);
    }

    @Test
    void theRoadLiesBelowTheSky() {
        Picture picture = camera.render(CAR, List.of());
        assertThat(picture.rgb(112, 125) & 255).isBetween(0x40, 0x60);
        assertThat(picture.rgb(112, 5) & 255).isGreaterThan(0xc0);
    }

    @Test
    void aNearerVehicleIsLarger() {
        assertThat(changed(ahead(12, Body.Kind.CAR, false)))
                .isGreaterThan(3 * changed(ahead(30, Body.Kind.CAR, false)));
    }

    @Test
    void aPersonTwentyMetresAheadCanBeSeen() {
        assertThat(changed(ahead(20, Body.Kind.PEDESTRIAN, false))).isGreaterThan(10);
    }

    @Test
    void brakeLightsShine() {
        Picture off = camera.render(CAR, List.of(ahead(12, Body.Kind.CAR, false)));
        Picture on = camera.render(CAR, List.of(ahead(12, Body.Kind.CAR, true)));
        assertThat(red(on)).isGreaterThan(red(off));
    }

    @Test
    void whatIsBehindIsNotSeen() {
        assertThat(changed(ahead(-10, Body.Kind.CAR, false))).isZero();
    }

    @Test
    void thePictureTravelsAsJpeg() throws IOException {
        byte[] jpeg = JpegPacker.pack(camera.render(CAR, List.of()));
        var image = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertThat(image.getWidth()).isEqualTo(224);
        assertThat(image.getHeight()).isEqualTo(128);
        assertThat(jpeg.length).isLessThan(20_000);
    }

    private int changed(Body body) {
        Picture without = camera.render(CAR, List.of());
        Picture with = camera.render(CAR, List.of(body));
        int count = 0;
        for (int i = 0; i < without.pixels().length; i++) {
            count += without.pixels()[i] == with.pixels()[i] ? 0 : 1;
        }
        return count;
    }

    private static int red(Picture picture) {
        int count = 0;
        for (int rgb : picture.pixels()) {
            count += (rgb >> 16 & 255) > 180 && (rgb >> 8 & 255) < 100 ? 1 : 0;
        }
        return count;
    }
}
