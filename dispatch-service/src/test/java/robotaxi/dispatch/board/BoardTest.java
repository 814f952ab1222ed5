package robotaxi.dispatch.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.fleet.FakeFleet;
import robotaxi.dispatch.rebalancing.Zones;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.TestRides;
import robotaxi.dispatch.routing.FakeRoads;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskKind;

class BoardTest {
    private static final Instant NOW = TestRides.START.plusSeconds(90);

    private final FakeRoads roads = new FakeRoads();
    private final Zones zones = Zones.of(roads.graph(), 2);
    private final FakeFleet fleet = new FakeFleet();

    @Test
    void everyCarIsCountedOnceForWhatItDoes() {
        for (String id : List.of("idle", "fetches", "drives", "moves", "charges", "cleans", "held")) {
            fleet.parked(id, FakeRoads.corner(1), NOW);
        }
        fleet.put("offline", false, FakeRoads.corner(1), 90, "parked", "", false, NOW);
        Board board = board(
                List.of(matched("r-1", "fetches"), riding("r-2", "drives")),
                Map.of(
                        "moves", task("moves", TaskKind.REPOSITION),
                        "charges", task("charges", TaskKind.CHARGE),
                        "cleans", task("cleans", TaskKind.CLEAN)),
                List.of());
        assertThat(board.cars())
                .isEqualTo(Map.of(
                        Activity.IDLE, 1,
                        Activity.ON_THE_WAY, 1,
                        Activity.ON_TRIP, 1,
                        Activity.REPOSITIONING, 1,
                        Activity.CHARGING, 1,
                        Activity.CLEANING, 1,
                        Activity.OUT_OF_SERVICE, 2));
    }

    @Test
    void theOldestRequestAndTheZoneWithTheGreatestWantComeFirst() {
        fleet.parked("idle", FakeRoads.corner(1), NOW);
        int far = zones.zoneOf(49);
        Board board = board(List.of(requested("r-1", 49), requested("r-2", 48)), Map.of(), List.of());
        assertThat(board.openRequests()).isEqualTo(2);
        assertThat(board.oldestWaitSeconds()).isEqualTo(90);
        assertThat(board.zones()).hasSize(2);
        assertThat(board.zones().getFirst().number()).isEqualTo(far + 1);
        assertThat(board.zones().getFirst().waiting()).isEqualTo(2);
        assertThat(board.zones().getLast().idle()).isEqualTo(1);
        assertThat(board.zones().getFirst().want()).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void waitsAreQuantilesThatWereReallyWaited() {
        List<Double> waits =
                IntStream.rangeClosed(1, 10).mapToObj(i -> i * 60.0).toList();
        Board board = board(List.of(), Map.of(), waits);
        assertThat(board.waitP50Seconds()).hasValue(300);
        assertThat(board.waitP90Seconds()).hasValue(540);
        Board empty = board(List.of(), Map.of(), List.of());
        assertThat(empty.waitP50Seconds()).isEmpty();
        assertThat(empty.oldestWaitSeconds()).isZero();
    }

    private Board board(List<Ride> open, Map<String, CarTask> tasks, List<Double> waits) {
        var facts = new Board.Facts(open, fleet.list("monaco"), tasks, Set.of("held"), waits);
        return Board.of(facts, roads, zones, new double[] {0.5, 0.5}, NOW);
    }

    private static Ride requested(String id, int corner) {
        return TestRides.requested(id, "monaco", FakeRoads.corner(corner), FakeRoads.corner(3), TestRides.START);
    }

    private static Ride matched(String id, String car) {
        return ((Ride.Move.Done) requested(id, 5).match(car, "m", "c", NOW)).ride();
    }

    private static Ride riding(String id, String car) {
        Ride ride = matched(id, car);
        for (RideState next : List.of(RideState.EN_ROUTE, RideState.ARRIVED, RideState.BOARDING, RideState.IN_RIDE)) {
            ride = ((Ride.Move.Done) ride.to(next, NOW)).ride();
        }
        return ride;
    }

    private static CarTask task(String car, TaskKind kind) {
        return CarTask.planned(car, "monaco", car, kind, FakeRoads.corner(9), null, "planner", "demand", NOW);
    }
}
