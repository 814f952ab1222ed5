package robotaxi.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import robotaxi.gateway.identity.RefusalTally.Kind;
import robotaxi.gateway.identity.RefusalTally.Line;
import robotaxi.testkit.TestClock;

class RefusalTallyTest {
    private static final Kind GUESS = new Kind("10.0.0.1", "link.refused", "link.foreign-authority", "");

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final RefusalTally tally = new RefusalTally();

    @Test
    void theFirstIsToldAtOnceAndTheOthersOfItsMinuteTogether() {
        assertThat(tally.add(GUESS, "CN=a", "", clock.instant())).hasValue(new Line(GUESS, "CN=a", "", 1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(tally.add(GUESS, "CN=b", "", clock.instant())).isEmpty();
        }
        clock.advance(RefusalTally.WINDOW.minusMillis(1));
        assertThat(tally.due(clock.instant())).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(tally.due(clock.instant())).containsExactly(new Line(GUESS, "CN=b", "", 1_000));
        assertThat(tally.add(GUESS, "CN=c", "", clock.instant())).isPresent();
    }

    @Test
    void anotherReasonAddressOrCarIsAnotherKind() {
        assertThat(tally.add(GUESS, "", "", clock.instant())).isPresent();
        assertThat(tally.add(new Kind("10.0.0.2", GUESS.action(), GUESS.code(), ""), "", "", clock.instant()))
                .isPresent();
        assertThat(tally.add(new Kind(GUESS.address(), GUESS.action(), "other", ""), "", "", clock.instant()))
                .isPresent();
        assertThat(tally.add(new Kind(GUESS.address(), GUESS.action(), GUESS.code(), "car-1"), "", "", clock.instant()))
                .isPresent();
    }

    @Test
    void whoSpeaksFromCountlessAddressesFillsNeitherMemoryNorLog() {
        long lines = 0;
        for (int i = 0; i < 20_000; i++) {
            Kind kind = new Kind("2001:db8::" + i, GUESS.action(), GUESS.code(), "");
            lines += tally.add(kind, "", "", clock.instant()).isPresent() ? 1 : 0;
        }
        assertThat(lines).isEqualTo(4_097);
        clock.advance(RefusalTally.WINDOW);
        assertThat(tally.due(clock.instant())).singleElement().satisfies(line -> {
            assertThat(line.kind().address()).isEqualTo("*");
            assertThat(line.count()).isEqualTo(20_000 - 4_097);
        });
    }
}
