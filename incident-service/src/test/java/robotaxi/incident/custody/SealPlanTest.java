package robotaxi.incident.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealPlanTest {
    private static final Instant SIX = Instant.parse("2026-11-23T06:00:00Z");

    private static SealPlan.Open at(long id, String time) {
        return new SealPlan.Open(id, Instant.parse("2026-11-23T" + time + "Z"));
    }

    @Test
    void anHourIsSealedAMinuteAfterItsEnd() {
        List<SealPlan.Open> open = List.of(at(1, "06:10:00"), at(2, "06:59:59"), at(3, "07:00:00"));

        assertThat(SealPlan.of(open, Set.of(), Instant.parse("2026-11-23T07:00:30Z")))
                .isEmpty();
        assertThat(SealPlan.of(open, Set.of(), Instant.parse("2026-11-23T07:01:00Z")))
                .isEqualTo(Map.of(SIX, List.of(1L, 2L)));
    }

    @Test
    void whatWasCommittedLateComesUnderTheNextHour() {
        List<SealPlan.Open> open = List.of(at(1, "06:59:59"));
        Instant seven = SIX.plusSeconds(3600);

        assertThat(SealPlan.of(open, Set.of(SIX), Instant.parse("2026-11-23T07:30:00Z")))
                .isEmpty();
        assertThat(SealPlan.of(open, Set.of(SIX), Instant.parse("2026-11-23T08:01:00Z")))
                .isEqualTo(Map.of(seven, List.of(1L)));
    }

    @Test
    void hoursWithoutEntriesHaveNoRoot() {
        assertThat(SealPlan.of(
                                List.of(at(1, "01:00:00"), at(2, "05:00:00")),
                                Set.of(),
                                Instant.parse("2026-11-23T08:01:00Z"))
                        .keySet())
                .hasSize(2);
    }
}
