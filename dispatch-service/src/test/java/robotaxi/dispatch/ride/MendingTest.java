package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.FakeRoads;

/** What the desk does when cars fail, fall silent or nobody comes. */
class MendingTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void aRequestThatNobodyCanServeLapses() {
        var city = new RideDeskEnvironment().rider("ride-1", 5, 9).after(RideMending.PATIENCE);
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        city.after(MOMENT).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_NO_SUPPLY);
    }

    @Test
    void aRiderWhoDoesNotComeLosesTheCar() {
        var city = RideDeskEnvironment.arrived().after(RideMending.NO_SHOW_AFTER);
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.ARRIVED);
        city.after(MOMENT).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_NO_SHOW);
        assertThat(city.lastTold()).isEqualTo("car-1 forget mission-1, no-show");
    }

    @Test
    void aCarThatSaysNoLetsTheRideGoAndRests() {
        var city = RideDeskEnvironment.matched();
        city.desk.commandFailed("car-1", "command-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        assertThat(city.desk.match()).isZero();
        city.after(RideMending.REST).car("car-1", 0);
        assertThat(city.desk.match()).isZero();
        city.after(MOMENT).car("car-1", 0);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.lastTold()).isEqualTo("car-1 fetch 500 m, mission-2");
    }

    @Test
    void anotherCarTakesOverAtOnce() {
        var city = RideDeskEnvironment.matched().car("car-2", 20);
        city.desk.missionEnded("car-1", "mission-1");
        assertThat(city.commands.told()).contains("car-1 forget mission-1, vehicle-failed");
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-1").vehicle()).hasValue("car-2");
    }

    @Test
    void theEndOfAnOldCommandMeansNothing() {
        var city = RideDeskEnvironment.inRide();
        city.desk.commandFailed("car-1", "command-1");
        city.desk.missionEnded("car-1", "mission-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        assertThat(city.ride("ride-1").missionId()).isEqualTo("mission-2");
    }

    @Test
    void aCarThatForgotItsMissionIsReplaced() {
        var city = RideDeskEnvironment.matched().after(RideMending.SILENCE).car("car-1", 0);
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
        city.after(MOMENT).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
    }

    @Test
    void aCarThatIsOnItsWayIsLeftAlone() {
        var city = RideDeskEnvironment.matched().after(Duration.ofMinutes(5));
        city.fleet.driving("car-1", FakeRoads.corner(2), "mission-1", city.clock.instant());
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
    }

    @Test
    void aCarThatWasNotHeardForLongIsNotTakenForForgetful() {
        var city = RideDeskEnvironment.matched().after(Duration.ofMinutes(5));
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
    }

    @Test
    void aRiderAboardIsNeverLetGoButTheCarIsToldAgain() {
        var city = RideDeskEnvironment.inRide();
        city.desk.missionEnded("car-1", "mission-2");
        assertThat(city.state("ride-1")).isEqualTo(RideState.INTERRUPTED);
        assertThat(city.lastTold()).isEqualTo("car-1 drive the rider 400 m, mission-3");
        city.desk.missionUnderWay("car-1", "mission-3");
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        city.after(RideMending.SILENCE.plus(MOMENT)).car("car-1", 6);
        city.desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        assertThat(city.lastTold()).isEqualTo("car-1 drive the rider 300 m, mission-4");
    }

    @Test
    void doorsThatDidNotOpenAreOpenedAgain() {
        var city = RideDeskEnvironment.boarding();
        String command = city.ride("ride-1").commandId();
        city.desk.commandFailed("car-1", command);
        assertThat(city.commands.told().stream().filter("car-1 unlock"::equals)).hasSize(2);
        assertThat(city.ride("ride-1").commandId()).isNotEqualTo(command);
        assertThat(city.state("ride-1")).isEqualTo(RideState.BOARDING);
    }

    @Test
    void aCarWithoutAWayToTheRiderRests() {
        var city = new RideDeskEnvironment().car("car-1", 0).rider("ride-1", 5, 9);
        city.roads.close();
        assertThat(city.desk.match()).isZero();
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        assertThat(city.commands.told()).isEmpty();
    }
}
