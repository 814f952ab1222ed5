package robotaxi.dispatch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.routing.FakeRoads;

class FreeCarsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int HALF_AN_HOUR = 1_800_000;
    private static final int STEP_MILLIS = 10_000;

    @Test
    void theWaitIsTheNearestFreeCarsDrive() {
        FreeCars cars = cars(Set.of(), car("near", 12, "parked", 4), car("far", 30, "parked", 4));
        assertThat(cars.nearestMillis(FakeRoads.corner(10), Needs.ONE, HALF_AN_HOUR))
                .hasValue(2 * STEP_MILLIS);
    }

    @Test
    void aCarThatServesSomebodyIsNotFree() {
        FreeCars cars = cars(Set.of("near"), car("near", 12, "parked", 4), car("far", 30, "parked", 4));
        assertThat(cars.nearestMillis(FakeRoads.corner(10), Needs.ONE, HALF_AN_HOUR))
                .hasValue(20 * STEP_MILLIS);
    }

    @Test
    void aCarThatDrivesOrIsTooSmallIsNotAskedFor() {
        FreeCars cars = cars(Set.of(), car("drives", 11, "autonomous", 6), car("small", 12, "parked", 2));
        assertThat(cars.nearestMillis(FakeRoads.corner(10), new Needs(4, false), HALF_AN_HOUR))
                .isEmpty();
        assertThat(cars.serves(new Needs(4, false))).isTrue();
        assertThat(cars.serves(new Needs(8, false))).isFalse();
        assertThat(cars.serves(new Needs(1, true))).isFalse();
    }

    @Test
    void nobodyIsFreeBeyondTheLimit() {
        FreeCars cars = cars(Set.of(), car("far", 30, "parked", 4));
        assertThat(cars.nearestMillis(FakeRoads.corner(10), Needs.ONE, 20 * STEP_MILLIS - 1))
                .isEmpty();
    }

    @Test
    void whereNoCarIsKnownNobodyCanSay() {
        FreeCars cars = cars(Set.of());
        assertThat(cars.serves(new Needs(8, true))).isTrue();
        assertThat(cars.nearestMillis(FakeRoads.corner(10), Needs.ONE, HALF_AN_HOUR))
                .isEmpty();
    }

    @Test
    void aPictureGrowsOld() {
        FreeCars cars = cars(Set.of());
        assertThat(cars.isNewerThan(Duration.ofSeconds(1), NOW.plusMillis(999))).isTrue();
        assertThat(cars.isNewerThan(Duration.ofSeconds(1), NOW.plusMillis(1_000)))
                .isFalse();
    }

    private static FreeCars cars(Set<String> taken, Vehicle... cars) {
        return new FreeCars(NOW, new FakeRoads(), List.of(cars), taken);
    }

    private static Vehicle car(String id, int corner, String mode, int seats) {
        return new Vehicle(
                id,
                "city",
                "small",
                seats,
                false,
                true,
                1,
                FakeRoads.corner(corner),
                0,
                0,
                80,
                mode,
                "",
                0,
                0,
                "",
                "",
                0,
                0,
                "",
                false,
                NOW);
    }
}
