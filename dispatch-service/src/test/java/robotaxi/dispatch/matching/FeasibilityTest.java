package robotaxi.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.matching.AvailableCar.State;
import robotaxi.dispatch.routing.RoadGraph;

/** Who may take a ride. At 6 kWh an hour a minute of driving takes 0.1 kWh; 2 kWh must be left. */
class FeasibilityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int MINUTE = 60_000;
    private static final RoadGraph ROADS =
            RoadGraph.of(3, new int[] {0, 1, 2}, new int[] {1, 2, 0}, new int[] {MINUTE, MINUTE, MINUTE});
    private static final OpenRide RIDE = OpenRide.at("ride", 1, NOW).to(2, 4 * MINUTE, 5 * MINUTE);
    private static final String HARBOUR = "harbour";

    private static boolean isSent(OpenRide ride, AvailableCar car) {
        return !new Matcher(ROADS)
                .match(List.of(ride), List.of(car), NOW)
                .matches()
                .isEmpty();
    }

    private static AvailableCar charged(double kwh) {
        return AvailableCar.of("car", 0, 0, State.IDLE, kwh);
    }

    private static AvailableCar with(int seats, boolean wheelchair, boolean clean, boolean healthy, Set<String> areas) {
        return new AvailableCar("car", 0, 0, State.IDLE, 50, seats, wheelchair, clean, healthy, areas);
    }

    private static OpenRide wish(int seats, boolean wheelchair, String area) {
        return new OpenRide("ride", 1, 2, MINUTE, MINUTE, NOW, Instant.MAX, seats, wheelchair, area, 0, null);
    }

    @Test
    void energyMustReachTheChargerAfterTheDropOff() {
        // One minute to the rider, four to the drop-off, five to the charger: 1 kWh above the reserve.
        assertThat(isSent(RIDE, charged(3.01))).isTrue();
        assertThat(isSent(RIDE, charged(2.99))).isFalse();
    }

    @Test
    void seatsWheelchairAndAreaMustFit() {
        Set<String> areas = Set.of(OpenRide.WHOLE_MARKET);
        assertThat(isSent(wish(4, false, OpenRide.WHOLE_MARKET), with(4, false, true, true, areas)))
                .isTrue();
        assertThat(isSent(wish(5, false, OpenRide.WHOLE_MARKET), with(4, false, true, true, areas)))
                .isFalse();
        assertThat(isSent(wish(1, true, OpenRide.WHOLE_MARKET), with(4, true, true, true, areas)))
                .isTrue();
        assertThat(isSent(wish(1, true, OpenRide.WHOLE_MARKET), with(4, false, true, true, areas)))
                .isFalse();
        assertThat(isSent(wish(1, false, HARBOUR), with(4, false, true, true, Set.of(HARBOUR))))
                .isTrue();
        assertThat(isSent(wish(1, false, HARBOUR), with(4, false, true, true, areas)))
                .isFalse();
    }

    @Test
    void aDirtyOrSickCarTakesNobody() {
        Set<String> areas = Set.of(OpenRide.WHOLE_MARKET);
        OpenRide ride = wish(1, false, OpenRide.WHOLE_MARKET);
        assertThat(isSent(ride, with(4, false, false, true, areas))).isFalse();
        assertThat(isSent(ride, with(4, false, true, false, areas))).isFalse();
    }

    @Test
    void aChargingCarIsLeftAloneBelowItsFloor() {
        OpenRide ride = wish(1, false, OpenRide.WHOLE_MARKET);
        assertThat(isSent(ride, AvailableCar.of("car", 0, 0, State.CHARGING, 10)))
                .isTrue();
        assertThat(isSent(ride, AvailableCar.of("car", 0, 0, State.CHARGING, 9.9)))
                .isFalse();
    }

    @Test
    void noCarIsSentToWhoWillHaveGone() {
        assertThat(isSent(RIDE.lapsingAt(NOW.plusSeconds(60)), charged(50))).isTrue();
        assertThat(isSent(RIDE.lapsingAt(NOW.plusSeconds(59)), charged(50))).isFalse();
        assertThat(isSent(RIDE.lapsingAt(NOW.minusSeconds(1)), charged(50))).isFalse();
    }

    @Test
    void aWheelchairCarIsKeptForWhoNeedsIt() {
        var plain = new AvailableCar("plain", 2, 0, State.IDLE, 50, 4, false, true, true, Set.of(""));
        var special = new AvailableCar("special", 0, 0, State.IDLE, 50, 4, true, true, true, Set.of(""));
        Matching matching = new Matcher(ROADS).match(List.of(wish(1, false, "")), List.of(plain, special), NOW);
        // The plain car is a minute farther away, which is less than the price of using the other without need.
        assertThat(matching.matches()).extracting(Match::vehicleId).containsExactly("plain");
    }
}
