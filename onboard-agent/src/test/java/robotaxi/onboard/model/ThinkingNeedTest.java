package robotaxi.onboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThinkingNeedTest {
    private static final long SECOND = 1_000_000;
    private final ThinkingNeed need = new ThinkingNeed(ThinkingNeed.Policy.NEED, 3 * SECOND);
    private long timeUs;

    private String why(double speed, double turn, double confidence, String... near) {
        timeUs += SECOND / 10;
        float[] route = new float[Observation.WAYPOINTS * 2];
        for (int i = 1; i < Observation.WAYPOINTS; i++) {
            boolean turned = i > Observation.WAYPOINTS / 2;
            route[2 * i] = route[2 * i - 2] + (turned ? (float) Math.cos(turn) : 1) * 4;
            route[2 * i + 1] = route[2 * i - 1] + (turned ? (float) Math.sin(turn) : 0) * 4;
        }
        ThinkingNeed.Choice choice = need.choose(new ThinkingNeed.Signs(timeUs, speed, route, Set.of(near)));
        need.thought(
                timeUs,
                new Plan(
                        new float[Actions.STEPS],
                        new float[Actions.STEPS],
                        "",
                        "",
                        confidence,
                        new Thought(choice.thinking(), choice.thinking(), false, 2, 0),
                        List.of()));
        return choice.why();
    }

    @Test
    void aFullThoughtIsTakenWhereItIsWorthItsTime() {
        assertThat(why(0, 0, 1)).isEqualTo("first");
        assertThat(why(1, 0, 1)).isEqualTo("start");
        assertThat(why(8, 0, 1)).isEmpty();
        assertThat(why(8, 0, 1, "track-1")).isEqualTo("something new");
        assertThat(why(8, 0, 1, "track-1")).isEmpty();
        assertThat(why(8, 0, 0.2)).isEmpty();
        assertThat(why(8, 0, 1)).isEqualTo("unsure");
        assertThat(why(8, 1.2, 1)).isEqualTo("junction");
        assertThat(why(8, 0, 1)).isEmpty();
        timeUs += 3 * SECOND;
        assertThat(why(8, 0, 1)).isEqualTo("long ago");
    }
}
