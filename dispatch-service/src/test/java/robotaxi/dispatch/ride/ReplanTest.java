package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.FakeRoads;

/** What a closure does to cars under way. */
class ReplanTest {
    @Test
    void aCarOnItsWayGetsANewMissionToTheSameRider() {
        var city = RideDeskEnvironment.matched();
        assertThat(city.desk.replan((from, to) -> true)).isEqualTo(1);
        Ride ride = city.ride("ride-1");
        assertThat(ride.state()).isEqualTo(RideState.MATCHED);
        assertThat(ride.missionId()).isEqualTo("mission-2");
        assertThat(city.lastTold()).contains("mission-2");
    }

    @Test
    void aCarThatIsNotConcernedKeepsItsWay() {
        var city = RideDeskEnvironment.matched();
        assertThat(city.desk.replan((from, to) -> to.equals(FakeRoads.corner(9))))
                .isZero();
        assertThat(city.ride("ride-1").missionId()).isEqualTo("mission-1");
    }

    @Test
    void theWayWithARiderAboardLeadsToTheDropoff() {
        var city = RideDeskEnvironment.inRide();
        String before = city.ride("ride-1").missionId();
        assertThat(city.desk.replan((from, to) -> to.equals(FakeRoads.corner(9))))
                .isEqualTo(1);
        assertThat(city.ride("ride-1").state()).isEqualTo(RideState.IN_RIDE);
        assertThat(city.ride("ride-1").missionId()).isNotEqualTo(before);
    }

    @Test
    void ridersAboardComeFirst() {
        var city = RideDeskEnvironment.inRide();
        city.car("car-2", 1).rider("ride-0", 2, 3);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.desk.replan((from, to) -> true)).isEqualTo(2);
        assertThat(List.of(
                        String.valueOf(city.ride("ride-1").missionId()),
                        String.valueOf(city.ride("ride-0").missionId())))
                .isSorted();
    }

    @Test
    void aRiderWhomTheCarCanNoLongerReachWaitsForAnother() {
        var city = RideDeskEnvironment.matched();
        city.roads.close();
        assertThat(city.desk.replan((from, to) -> true)).isZero();
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
    }

    @Test
    void aRiderAboardWithoutAnotherWayKeepsTheOldOne() {
        var city = RideDeskEnvironment.inRide();
        String before = city.ride("ride-1").missionId();
        city.roads.close();
        assertThat(city.desk.replan((from, to) -> true)).isZero();
        assertThat(city.ride("ride-1").missionId()).isEqualTo(before);
    }
}
