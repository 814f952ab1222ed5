package robotaxi.onboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    @ParameterizedTest(name = "\"{0}\" at {1} m/s2 and {2} 1/m, tracking sees \"{3}\": {4}")
    @CsvSource({
        "stop because the light is red, 1.0, 0, none, reasoning.pace",
        "stop because the light is red, -2.0, 0, none, ''",
        "keep going because the road is clear, 1.0, 0, none, ''",
        "turn left because the route does, 0, -0.05, none, reasoning.course",
        "turn left because the route does, 0, 0.05, none, ''",
        "follow the left curve, 0, -0.05, none, reasoning.course",
        "follow the left curve, 0, 0.02, none, ''",
        "slow down because a vehicle cuts in from the left at 15 m, -2, -0.05, car, ''",
        "slow down because a pedestrian crosses, -2, 0, none, reasoning.world",
        "slow down because a pedestrian crosses, -2, 0, car, reasoning.world",
        "slow down because a pedestrian crosses, -2, 0, pedestrian, ''",
        "slow down because the lead vehicle brakes, -2, 0, none, reasoning.world",
        "slow down because the lead vehicle brakes, -2, 0, car, ''",
    })
    void wordsAreHeldAgainstActionsAndWorld(
            String words, float acceleration, float curvature, String seen, String code) {
        float[] a = new float[Actions.STEPS];
        float[] k = new float[Actions.STEPS];
        Arrays.fill(a, acceleration);
        Arrays.fill(k, curvature);
        List<Contradictions.Sighting> tracked =
                seen.equals("none") ? List.of() : List.of(new Contradictions.Sighting(seen, 20, 1));

        var found = Contradictions.in(new Plan(a, k, words, "", 1), 8, Optional.of(tracked));

        assertThat(found.stream()
                        .map(Contradictions.Contradiction::code)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(code);
    }
}
