package robotaxi.dispatch.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.dispatch.routing.RoadPiece;

class TravelSpeedsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:30:00Z");
    private static final ZoneId MONACO = ZoneId.of("Europe/Monaco");
    private static final RoadPiece STREET = new RoadPiece(7, "residential", 10);
    private static final double STEP = 0.05;

    private final TravelSpeeds speeds = new TravelSpeeds(MONACO);

    private double slowdown(Instant at) {
        return speeds.at(at).of(STREET.number(), STREET.roadClass());
    }

    @Test
    void whereNobodyDroveTheMapIsRight() {
        assertThat(slowdown(NOW)).isEqualTo(1);
    }

    @Test
    void oneCarsWordCountsAsMuchAsAMinuteOfTheMaps() {
        speeds.drove(STREET, 60, 2, NOW);
        // 60 s driven where the map has 12, and a minute's belief: (60 + 60) / (12 + 60), the class a little slower
        // itself.
        assertThat(slowdown(NOW)).isCloseTo(1.67, within(0.05));
    }

    @Test
    void theMoreCarsAreInAJamTheMoreItIsBelievedUpToWhatTheyDrive() {
        double before = 1;
        for (int car = 1; car <= 20; car++) {
            speeds.drove(STREET, 60, 2, NOW);
            assertThat(slowdown(NOW)).isBetween(before, 5.2);
            before = slowdown(NOW);
        }
        assertThat(before).isGreaterThan(4.2);
    }

    @Test
    void aJamFadesOnceNobodyTellsOfIt() {
        for (int car = 0; car < 5; car++) {
            speeds.drove(STREET, 60, 2, NOW);
        }
        double then = slowdown(NOW.plus(Duration.ofHours(1)));
        assertThat(then).isLessThan(slowdown(NOW));
        assertThat(slowdown(NOW.plus(Duration.ofHours(4)))).isCloseTo(1, within(STEP));
    }

    @Test
    void aRoadThatNobodyDroveLeansOnItsKindAtThisHour() {
        for (int piece = 100; piece < 200; piece++) {
            speeds.drove(new RoadPiece(piece, "residential", 10), 120, 5, NOW);
        }
        assertThat(slowdown(NOW)).isBetween(1.6, 1.9);
        assertThat(slowdown(NOW.plus(Duration.ofDays(1)))).isBetween(1.5, 1.9);
        assertThat(slowdown(NOW.plus(Duration.ofHours(1)))).isEqualTo(1);
        assertThat(speeds.at(NOW).of(STREET.number(), "primary")).isEqualTo(1);
    }

    @Test
    void rushHoursMoveWithThePeoplesClocks() {
        Instant fridayAtEight = Instant.parse("2026-03-27T07:30:00Z");
        Instant mondayAtEight = Instant.parse("2026-03-30T06:30:00Z");
        for (int piece = 100; piece < 200; piece++) {
            speeds.drove(new RoadPiece(piece, "residential", 10), 120, 5, fridayAtEight);
        }
        assertThat(slowdown(mondayAtEight)).isGreaterThan(1.4);
        assertThat(slowdown(mondayAtEight.plus(Duration.ofHours(1)))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:30:00Z, UTC, 7, Europe/Monaco, 8",
        "2026-07-23T08:30:00Z, UTC, 7, Europe/Monaco, 9",
        "2026-11-23T08:30:00Z, UTC, 23, Asia/Kolkata, 5",
        "2026-11-23T08:30:00Z, Europe/Monaco, 0, America/Los_Angeles, 15"
    })
    void aHabitLearnedByOtherHoursMovesToTheHourThatItWas(
            Instant counted, String before, int hour, String now, int then) {
        var pace = new Pace(600, 300, counted);
        var learned = new TravelSpeeds.Known(new TravelSpeeds.Key("residential", hour), pace);
        assertThat(learned.by(ZoneId.of(now), ZoneId.of(before)))
                .isEqualTo(new TravelSpeeds.Known(new TravelSpeeds.Key("residential", then), pace));
    }

    @Test
    void littleChangesChangeNothing() {
        speeds.drove(STREET, 60, 9.9, NOW);
        assertThat(slowdown(NOW)).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsWhatWasKnownAndIsToldOnce() {
        speeds.drove(STREET, 60, 2, NOW);
        var kept = speeds.takeChanged();
        assertThat(kept).hasSize(2);
        assertThat(speeds.takeChanged()).isEmpty();
        var heir = new TravelSpeeds(MONACO);
        heir.restore(kept);
        assertThat(heir.at(NOW).of(STREET.number(), STREET.roadClass())).isEqualTo(slowdown(NOW));
        assertThat(heir.takeChanged()).isEmpty();
    }
}
