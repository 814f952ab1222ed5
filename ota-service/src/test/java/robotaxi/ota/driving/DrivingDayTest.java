package robotaxi.ota.driving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strata become days; the evidence of a day is that of all before it too. */
class DrivingDayTest {
    private static Stratum stratum(String hour, String market, double kilometres, long events) {
        return new Stratum(Instant.parse(hour), market, new Driven(kilometres, events, 1_000, 1));
    }

    @Test
    void aDayIsTheSumOfItsHoursAndMarkets() {
        List<Stratum> strata = List.of(
                stratum("2026-11-20T22:00:00Z", "a", 100, 1),
                stratum("2026-11-20T23:00:00Z", "b", 200, 0),
                stratum("2026-11-21T00:00:00Z", "a", 100, 5));
        List<DrivingDay> days = DrivingDay.of(strata);
        assertThat(days)
                .extracting(DrivingDay::day)
                .containsExactly(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 21));
        assertThat(days.getFirst().driven()).isEqualTo(new Driven(300, 1, 2_000, 2));
        assertThat(days.getLast().logEvidence())
                .isEqualTo(RateTest.logEvidence(
                        strata.stream().map(Stratum::driven).toList()))
                .isGreaterThan(days.getFirst().logEvidence());
    }

    @Test
    void marketsWithDifferentRatesAreNotMixed() {
        // Twice as many events everywhere in the harder market, where the canary drives alone most of its way.
        List<Driven> apart = List.of(new Driven(900, 18, 100, 2), new Driven(100, 1, 900, 9));
        Driven mixed = apart.stream().reduce(new Driven(0, 0, 0, 0), Driven::plus);
        assertThat(RateTest.logEvidence(apart)).isNegative();
        assertThat(RateTest.logEvidence(List.of(mixed))).isGreaterThan(RateTest.logEvidence(apart));
    }
}
