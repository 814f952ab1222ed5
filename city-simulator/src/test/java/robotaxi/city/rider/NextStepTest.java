package robotaxi.city.rider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.city.Monaco;

class NextStepTest {

    @ParameterizedTest(name = "{0}, boarded {1}, gives up {2}: {3}")
    @CsvSource({
        "requested, false, false, WAIT",
        "en-route, false, true, CANCEL",
        "arrived, false, true, UNLOCK",
        "boarding, false, false, WAIT",
        "boarding, true, false, START",
        "in-ride, true, false, WAIT",
        "completed, false, false, LEAVE",
        "cancelled-no-supply, false, false, LEAVE",
    })
    void aRiderKnowsWhatToDo(String state, boolean boarded, boolean givesUp, NextStep expected) {
        assertThat(NextStep.of(state, boarded, givesUp)).isEqualTo(expected);
    }

    @Test
    void errandsAreNeitherTooShortNorTooLong() {
        SplittableRandom chance = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            Errand errand = Errand.any(Monaco.graph(), 1500, chance);
            double straight = Math.hypot(errand.toX() - errand.fromX(), errand.toY() - errand.fromY());
            assertThat(straight).isBetween(400.0, 3000.0);
        }
    }
}
