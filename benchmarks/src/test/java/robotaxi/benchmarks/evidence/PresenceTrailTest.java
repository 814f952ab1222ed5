package robotaxi.benchmarks.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.benchmarks.evidence.PresenceNews.State;

class PresenceTrailTest {
    private static PresenceNews news(String words) {
        String[] parts = words.split(" ", -1);
        return new PresenceNews(parts[0], State.valueOf(parts[1]), Long.parseLong(parts[2]));
    }

    private static PresenceTrail trail(String... words) {
        return new PresenceTrail(
                Arrays.stream(words).map(PresenceTrailTest::news).toList());
    }

    @Test
    void aSessionThatEndsBeforeTheNextOrIsReplacedIsInOrder() {
        var trail = trail("a CONNECTED 1", "a LOST 1", "a CONNECTED 2", "b CONNECTED 1", "a CONNECTED 3", "a GONE 3");
        assertThat(trail.falseTransitions()).isEmpty();
        assertThat(trail.breaks()).isEmpty();
        assertThat(trail.untruths(Map.of("a", news("a GONE 3"), "b", news("b CONNECTED 1"))))
                .isEmpty();
    }

    @Test
    void theLateEndOfAnOlderSessionIsFalse() {
        assertThat(trail("a CONNECTED 1", "a CONNECTED 2", "a LOST 1").falseTransitions())
                .hasSize(1);
        assertThat(trail("a CONNECTED 1", "a CONNECTED 2", "a GONE 1").falseTransitions())
                .hasSize(1);
    }

    @Test
    void aConsumerThatFencesIsNotMisledByALateEnd() {
        assertThat(trail("a CONNECTED 1", "a CONNECTED 2", "a LOST 1").believed())
                .containsEntry("a", news("a CONNECTED 2"));
    }

    @Test
    void anEndToldTwiceIsFound() {
        assertThat(trail("a CONNECTED 1", "a LOST 1", "a LOST 1").breaks()).hasSize(1);
        assertThat(trail("a CONNECTED 1", "a GONE 1", "a LOST 1").breaks()).hasSize(1);
    }

    @Test
    void aSessionThatBeginsLateOrTwiceOrUnheardIsFound() {
        assertThat(trail("a CONNECTED 2", "a CONNECTED 1").breaks()).hasSize(2);
        assertThat(trail("a CONNECTED 1", "a LOST 1", "a CONNECTED 1").breaks()).hasSize(1);
        assertThat(trail("a CONNECTED 1", "a CONNECTED 3").breaks()).hasSize(1);
        assertThat(trail("a CONNECTED 1", "a LOST 2").breaks()).hasSize(1);
    }

    @Test
    void anUntruthIsFound() {
        assertThat(trail("a CONNECTED 1").untruths(Map.of("a", news("a LOST 1"))))
                .hasSize(1);
        assertThat(trail().untruths(Map.of("a", news("a CONNECTED 1")))).hasSize(1);
    }
}
