package robotaxi.incident.liveview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final LiveRules RULES = new LiveRules(
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            50);

    private final View asked = View.opened("car-1", "v1", NOW).asked("c1", NOW, RULES);

    @Test
    void aCarThatWasNeverAskedNeedsNoEnd() {
        View away = View.opened("car-1", "v1", NOW).offline(NOW.plusSeconds(5));

        assertThat(away.mayBeShown(NOW)).isFalse();
        assertThat(asked.mayBeShown(NOW)).isTrue();
        assertThat(asked.mayBeShown(NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void itIsAskedForMoreBeforeItsTimeIsUp() {
        View showing = asked.taken();

        assertThat(showing.isDue(NOW.plusSeconds(29))).isFalse();
        assertThat(showing.isDue(NOW.plusSeconds(30))).isTrue();
        assertThat(showing.asked("c2", NOW.plusSeconds(30), RULES).state()).isEqualTo(ViewState.SHOWING);
    }

    @Test
    void whatItRefusedIsToldUntilItIsAskedAnew() {
        View refused = asked.refused("command.expired", "too late", NOW.plusSeconds(13));

        assertThat(refused.state()).isEqualTo(ViewState.REFUSED);
        assertThat(refused.code()).isEqualTo("command.expired");
        assertThat(refused.asked("c2", NOW.plusSeconds(13), RULES).code()).isEmpty();
        // It may be showing what an earlier order asked for.
        assertThat(refused.mayBeShown(NOW.plusSeconds(14))).isTrue();
    }
}
