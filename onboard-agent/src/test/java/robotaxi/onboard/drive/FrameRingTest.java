package robotaxi.onboard.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.model.Eyes;

class FrameRingTest {
    private static final String LEFT = "camera_cross_left_120fov";
    private static final Eyes FOUR_FRAMES =
            new Eyes(List.of(LEFT, Eyes.FRONT_WIDE), List.of(300_000L, 200_000L, 100_000L, 0L), 50_000, false);
    private static final Eyes TWO_FRAMES = new Eyes(List.of(Eyes.FRONT_WIDE), List.of(200_000L, 0L), 300_000, true);

    private final FrameRing ring = new FrameRing();

    private byte[] add(String camera, long timeUs) {
        byte[] picture = {1};
        assertThat(ring.add(new Frame(camera, timeUs, picture))).isTrue();
        return picture;
    }

    @Test
    void picturesComeCameraByCameraOldestFirstWhateverOrderTheyCameIn() {
        byte[] front3 = add(Eyes.FRONT_WIDE, 1_300_000);
        byte[] left0 = add(LEFT, 1_000_000);
        byte[] left3 = add(LEFT, 1_310_000);
        byte[] front1 = add(Eyes.FRONT_WIDE, 1_100_000);
        byte[] left2 = add(LEFT, 1_200_000);
        byte[] front0 = add(Eyes.FRONT_WIDE, 1_000_000);
        byte[] left1 = add(LEFT, 1_100_000);
        assertThat(ring.pictures(FOUR_FRAMES)).isEmpty();
        byte[] front2 = add(Eyes.FRONT_WIDE, 1_200_000);

        assertThat(ring.pictures(FOUR_FRAMES).orElseThrow())
                .containsExactly(left0, left1, left2, left3, front0, front1, front2, front3);
    }

    @Test
    void whoMayRepeatSeesTheNewestPictureInSteadOfAnOlderOne() {
        byte[] only = add(Eyes.FRONT_WIDE, 1_000_000);

        assertThat(ring.pictures(TWO_FRAMES).orElseThrow()).containsExactly(only, only);
    }

    @Test
    void aSecondFrameOfOneCameraAndTimeIsRefusedAndTheOldestAreForgotten() {
        add(Eyes.FRONT_WIDE, 1_000_000);
        assertThat(ring.add(new Frame(Eyes.FRONT_WIDE, 1_000_000, new byte[1]))).isFalse();
        for (int i = 1; i <= 20; i++) {
            add(Eyes.FRONT_WIDE, 1_000_000 + i * 100_000);
        }

        assertThat(ring.add(new Frame(Eyes.FRONT_WIDE, 1_000_000, new byte[1]))).isTrue();
    }
}
