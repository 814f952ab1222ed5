package robotaxi.dispatch.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.fleet.FakeFleet;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadPiece;

/** Which cars say something about the road: one street, looked at each five seconds. */
class DriveWatchTest {
    private static final Place STREET = new Place(43.7396, 7.4276);
    private static final RoadPiece PIECE = new RoadPiece(4, "residential", 10);

    private final FakeFleet fleet = new FakeFleet();
    private final TravelSpeeds speeds = new TravelSpeeds(ZoneOffset.UTC);
    private final DriveWatch watch = new DriveWatch((_, _) -> Optional.of(PIECE), speeds);
    private Instant now = Instant.parse("2026-11-23T08:30:00Z");

    private void drives(int looks, double metresPerSecond) {
        for (int i = 0; i < looks; i++) {
            now = now.plusSeconds(5);
            fleet.drives("car-1", STREET, 90, metresPerSecond, now);
            watch.look(fleet.list("monaco"), now);
        }
    }

    private double slowdown() {
        return speeds.at(now).of(PIECE.number(), PIECE.roadClass());
    }

    @Test
    void aCarThatCrawlsTellsOfAJam() {
        drives(40, 2);
        assertThat(slowdown()).isGreaterThan(2);
    }

    @Test
    void aCarThatDrivesAsTheMapSaysChangesNothing() {
        drives(40, 10);
        assertThat(slowdown()).isEqualTo(1);
    }

    @Test
    void standingCountsOnceTheCarGoesOn() {
        drives(2, 10);
        drives(12, 0);
        assertThat(slowdown()).isEqualTo(1);
        drives(1, 10);
        assertThat(slowdown()).isGreaterThan(1.5);
    }

    @Test
    void aCarThatIsStuckByItselfSaysNothingOfTheRoad() {
        drives(2, 10);
        drives(120, 0);
        drives(1, 10);
        assertThat(slowdown()).isEqualTo(1);
    }

    @Test
    void parkedStoppedAndSilentCarsSayNothing() {
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(5);
            fleet.parked("parked", STREET, now);
            fleet.put("stopped", true, STREET, 90, "minimal-risk-condition", "mission-2", true, now);
            fleet.put("offline", false, STREET, 90, "autonomous", "mission-3", false, now);
            fleet.drives("at-its-end", STREET, 90, 1, now);
            fleet.change("at-its-end", 90, 1, 40);
            watch.look(fleet.list("monaco"), now);
        }
        assertThat(speeds.takeChanged()).isEmpty();
    }

    @Test
    void whoWasNotHeardOfForAWhileBeginsAnew() {
        fleet.drives("car-1", STREET, 90, 1, now);
        watch.look(fleet.list("monaco"), now);
        now = now.plusSeconds(3_600);
        fleet.drives("car-1", STREET, 90, 1, now);
        watch.look(fleet.list("monaco"), now);
        watch.look(fleet.list("monaco"), now.plusSeconds(5));
        assertThat(speeds.takeChanged()).isEmpty();
    }
}
