package robotaxi.onboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EyesTest {
    @Test
    void whoNeedsFourFramesATenthOfASecondApartNeedsTenASecond() {
        Eyes eyes = new Eyes(List.of("a", "b"), List.of(300_000L, 200_000L, 100_000L, 0L), 50_000, false);
        assertThat(eyes.leastHz()).isEqualTo(10);
    }

    @Test
    void whoMakesDoWithWhatComesNeedsNoRate() {
        assertThat(new Eyes(List.of("a"), List.of(200_000L, 0L), 300_000, true).leastHz())
                .isZero();
        assertThat(new Eyes(List.of("a"), List.of(0L), 50_000, false).leastHz()).isZero();
    }
}
