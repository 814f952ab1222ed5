package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.fleet.FleetError;
import robotaxi.dispatch.routing.FakeRoads;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.ChargingSite;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskState;
import robotaxi.dispatch.task.Wear;
import robotaxi.kit.problem.FleetException;

/** What cars do between rides, and how each of it ends. */
class CarTasksTest {
    private static final int DEPOT = 40;

    private final RideDeskEnvironment city = new RideDeskEnvironment();

    CarTasksTest() {
        city.tasks.add(new ChargingSite(
                "depot", RideDeskEnvironment.MARKET, "Depot", FakeRoads.corner(DEPOT), 1, 50, 30, "EUR"));
    }

    @Test
    void anEmptyCarIsSentToChargeByThePlanAndGoesBackToWork() {
        battery("car-1", 30, 10);
        assertThat(city.desk.rebalance()).isEqualTo(1);
        assertThat(city.taskCommands.told()).containsExactly("car-1 drive 1000 m");
        String mission = mission("car-1");
        city.desk.missionUnderWay("car-1", mission);
        assertThat(state("car-1")).isEqualTo(TaskState.UNDER_WAY);
        battery("car-1", DEPOT, 9);
        city.desk.missionArrived("car-1", mission);
        city.after(Duration.ofMinutes(40));
        battery("car-1", DEPOT, 79);
        city.desk.mend();
        assertThat(state("car-1")).isEqualTo(TaskState.UNDER_WAY);
        battery("car-1", DEPOT, 80);
        city.desk.mend();
        CarTask done = city.tasks.of("car-1");
        assertThat(done.state()).isEqualTo(TaskState.DONE);
        assertThat(done.arrivedPercent()).isEqualTo(9);
        assertThat(done.endedPercent()).isEqualTo(80);
        assertThat(done.energyKilowattHours()).isCloseTo(42.6, within(1e-9));
        assertThat(city.desk.rebalance()).isZero();
    }

    @Test
    void carsAreSentWhereRidesWereRequestedOnceTheyStoodAWhile() {
        for (int rider = 0; rider < 12; rider++) {
            city.rider("ride-" + rider, 2, 30);
        }
        city.desk.match();
        assertThat(city.rides.listHeldVehicles()).isEmpty();
        city.car("car-1", 45);
        city.fleet.reserve("nobody");
        assertThat(city.desk.rebalance()).isZero();
        city.after(Duration.ofMinutes(2)).car("car-1", 45);
        assertThat(city.desk.rebalance()).isEqualTo(1);
        assertThat(city.tasks.of("car-1").kind()).isEqualTo(TaskKind.REPOSITION);
        assertThat(city.tasks.of("car-1").place().longitude())
                .isLessThan(FakeRoads.corner(45).longitude());
    }

    @Test
    void aRideTakesACarFromItsWay() {
        city.car("car-1", 10);
        order("car-1", TaskKind.CHARGE);
        city.desk.missionUnderWay("car-1", mission("car-1"));
        city.fleet.driving("car-1", FakeRoads.corner(12), mission("car-1"), city.clock.instant());
        city.rider("ride-1", 14, 20);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(state("car-1")).isEqualTo(TaskState.CANCELLED);
        assertThat(city.tasks.of("car-1").cause()).isEqualTo("ride");
        assertThat(city.ticks.getLast().decisions().getFirst().cars().getFirst().state())
                .hasToString("TO_CHARGER");
        // What the car then says of the mission that was replaced is no news.
        city.desk.missionEnded("car-1", mission("car-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
    }

    @Test
    void aCarThatIsCleanedGetsNoRideUntilItIsClean() {
        city.car("car-1", 10);
        order("car-1", TaskKind.CLEAN);
        city.desk.missionArrived("car-1", mission("car-1"));
        city.car("car-1", DEPOT).rider("ride-1", DEPOT, 20);
        assertThat(city.desk.match()).isZero();
        city.after(Duration.ofMinutes(10)).car("car-1", DEPOT);
        city.desk.mend();
        assertThat(state("car-1")).isEqualTo(TaskState.DONE);
        assertThat(city.desk.match()).isEqualTo(1);
    }

    @Test
    void aSoiledCarIsSentToBeCleanedAndOneWithManyRidesAfterIt() {
        city.car("soiled", 10).car("worn", 12).car("more-worn", 14).car("fresh", 16);
        battery("empty", 18, 10);
        city.tasks.wear("soiled", new Wear(1, true));
        city.tasks.wear("worn", new Wear(25, false));
        city.tasks.wear("more-worn", new Wear(26, false));
        city.tasks.wear("fresh", new Wear(24, false));
        city.tasks.wear("empty", new Wear(99, true));
        city.desk.rebalance();
        assertThat(city.tasks.of("soiled").kind()).isEqualTo(TaskKind.CLEAN);
        assertThat(city.tasks.of("soiled").reason()).isEqualTo("soiled");
        assertThat(city.tasks.of("soiled").siteId()).isEqualTo("depot");
        assertThat(city.tasks.of("more-worn").reason()).isEqualTo("rides");
        // One in ten at a time; a car without charge charges first.
        assertThat(city.tasks.findByVehicle("worn")).isEmpty();
        assertThat(city.tasks.findByVehicle("fresh")).isEmpty();
        assertThat(city.tasks.of("empty").kind()).isEqualTo(TaskKind.CHARGE);
    }

    @Test
    void aCarIsSentToWhereARideIsBookedForSoon() {
        for (int rider = 0; rider < 3; rider++) {
            city.later("far-" + rider, Duration.ofHours(2));
        }
        city.car("car-1", 45);
        city.desk.rebalance();
        city.after(Duration.ofMinutes(2)).car("car-1", 45);
        assertThat(city.desk.rebalance()).isZero();
        for (int rider = 0; rider < 3; rider++) {
            city.later("soon-" + rider, Duration.ofMinutes(25));
        }
        assertThat(city.desk.rebalance()).isEqualTo(1);
        assertThat(city.tasks.of("car-1").place().longitude())
                .isLessThan(FakeRoads.corner(45).longitude());
    }

    @Test
    void whoFindsTheChargersTakenWaitsAndIsSentWhenOneIsFree() {
        city.car("car-1", 10).car("car-2", 11);
        order("car-1", TaskKind.CHARGE);
        order("car-2", TaskKind.CHARGE);
        assertThat(state("car-2")).isEqualTo(TaskState.PLANNED);
        city.desk.tasks().cancel(city.tasks.of("car-1"), "not now");
        assertThat(city.taskCommands.told()).endsWith("car-1 forget, not now");
        city.desk.mend();
        assertThat(state("car-2")).isEqualTo(TaskState.ORDERED);
    }

    @Test
    void everyTaskEndsWhateverTheCarDoes() {
        city.car("silent", 10)
                .car("refuses", 11)
                .car("fails", 12)
                .car("lost", 13)
                .car("held", 14)
                .car("queued", 15);
        for (String car : new String[] {"silent", "refuses", "fails", "lost", "held"}) {
            order(car, TaskKind.DEPOT);
        }
        city.desk.missionUnderWay("lost", mission("lost"));
        city.desk.commandFailed(
                "refuses", String.valueOf(city.tasks.of("refuses").commandId()));
        city.desk.missionEnded("fails", mission("fails"));
        city.fleet.reserve("held");
        city.desk.mend();
        city.after(Duration.ofSeconds(76)).desk.mend();
        city.after(Duration.ofMinutes(45)).desk.mend();
        assertThat(Map.of(
                        "silent", city.tasks.of("silent").cause(),
                        "refuses", city.tasks.of("refuses").cause(),
                        "fails", city.tasks.of("fails").cause(),
                        "lost", city.tasks.of("lost").cause(),
                        "held", city.tasks.of("held").cause()))
                .isEqualTo(Map.of(
                        "silent", "vehicle-silent",
                        "refuses", "command-failed",
                        "fails", "vehicle-failed",
                        "lost", "drive-too-long",
                        "held", "held"));
        assertThat(city.tasks.listOpen(RideDeskEnvironment.MARKET)).isEmpty();
    }

    @Test
    void waitingForAChargerForEverIsNoTask() {
        city.car("car-1", 10).car("car-2", 11);
        order("car-1", TaskKind.CHARGE);
        city.desk.missionArrived("car-1", mission("car-1"));
        order("car-2", TaskKind.CHARGE);
        battery("car-1", DEPOT, 50);
        city.after(Duration.ofMinutes(31)).desk.mend();
        assertThat(state("car-2")).isEqualTo(TaskState.EXPIRED);
        city.after(Duration.ofHours(3)).desk.mend();
        assertThat(city.tasks.of("car-1").cause()).isEqualTo("charge-too-long");
    }

    @Test
    void aCarWithARiderTakesNoTaskAndANewTaskReplacesTheOld() {
        var busy = RideDeskEnvironment.matched();
        assertThatThrownBy(() ->
                        busy.desk.order("car-1", TaskKind.REPOSITION, null, FakeRoads.corner(1), "olga", "because"))
                .isInstanceOfSatisfying(
                        FleetException.class, no -> assertThat(no.code()).isEqualTo(FleetError.NOT_AVAILABLE));
        city.car("car-1", 10);
        order("car-1", TaskKind.DEPOT);
        String first = city.tasks.of("car-1").taskId();
        order("car-1", TaskKind.CLEAN);
        assertThat(city.tasks.find(first).map(CarTask::state)).hasValue(TaskState.CANCELLED);
        assertThat(city.tasks.of("car-1").kind()).isEqualTo(TaskKind.CLEAN);
    }

    @Test
    void anOperatorsCarLeavesItsTaskForTheRider() {
        city.car("car-1", 10).rider("ride-1", 12, 20);
        order("car-1", TaskKind.DEPOT);
        city.desk.operators().assign(city.ride("ride-1"), "car-1", "now");
        assertThat(state("car-1")).isEqualTo(TaskState.CANCELLED);
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-1");
    }

    private void order(String car, TaskKind kind) {
        city.desk.order(car, kind, "depot", FakeRoads.corner(DEPOT), "olga", "because");
    }

    private void battery(String car, int corner, double percent) {
        city.fleet.put(car, true, FakeRoads.corner(corner), percent, "parked", "", false, city.clock.instant());
    }

    private String mission(String car) {
        return String.valueOf(city.tasks.of(car).missionId());
    }

    private TaskState state(String car) {
        return city.tasks.of(car).state();
    }
}
