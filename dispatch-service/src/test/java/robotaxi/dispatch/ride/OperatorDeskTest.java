package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import robotaxi.dispatch.fleet.FleetError;
import robotaxi.dispatch.routing.FakeRoads;
import robotaxi.kit.problem.FleetException;

class OperatorDeskTest {
    @Test
    void theNamedCarComesHoweverNearAnotherIs() {
        var city = new RideDeskEnvironment().car("near", 5).car("far", 30).rider("ride-1", 5, 9);
        assign(city, "far");
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("far");
        assertThat(city.lastTold()).startsWith("far fetch");
        assertThat(city.rides.causes()).endsWith("the rider knows this car");
        assertThat(city.desk.match()).isZero();
    }

    @Test
    void theCarOnItsWayIsCalledBackFirst() {
        var city = RideDeskEnvironment.matched();
        city.desk.missionUnderWay("car-1", "mission-1");
        city.car("car-2", 7);
        assign(city, "car-2");
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-2");
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
        assertThat(city.commands.told())
                .endsWith("car-1 forget mission-1, the rider knows this car", "car-2 fetch 200 m, mission-2");
        assertThat(city.rides.listHeldVehicles()).containsExactly("car-2");
    }

    @Test
    void aRiderAboardKeepsTheCar() {
        var city = RideDeskEnvironment.inRide().car("car-2", 7);
        Ride ride = city.ride("ride-1");
        assertThat(city.desk.operators().assign(ride, "car-2", "no"))
                .isEqualTo(new Ride.Move.Refused(ride, RideError.STATE_CONFLICT));
    }

    @Test
    void aCarThatCannotTakeARideIsRefusedWithWhatKeepsItAndNothingHasChanged() {
        var city = RideDeskEnvironment.matched().rider("ride-2", 3, 4).car("held", 3);
        city.fleet.reserve("held");
        city.fleet.put("empty", true, FakeRoads.corner(5), 5, "parked", "", false, city.clock.instant());
        var told = city.commands.told().size();
        assertThat(state(city, "car-1")).isEqualTo("serves-a-ride");
        assertThat(state(city, "held")).isEqualTo("held");
        assertThat(state(city, "empty")).isEqualTo("low-battery");
        assertThat(city.state("ride-2")).isEqualTo(RideState.REQUESTED);
        assertThat(city.commands.told()).hasSize(told);
    }

    @Test
    void aPartyThatDoesNotFitAndACarThatIsNotOursAreRefused() {
        var city = new RideDeskEnvironment().car("car-1", 5).party("ride-1", 5, 9, new Needs(1, true));
        assertThatThrownBy(() -> assign(city, "car-1"))
                .isInstanceOfSatisfying(
                        FleetException.class, no -> assertThat(no.code()).isEqualTo(FleetError.UNSUITABLE));
        assertThatThrownBy(() -> assign(city, "nobodys"))
                .isInstanceOfSatisfying(
                        FleetException.class, no -> assertThat(no.code()).isEqualTo(FleetError.VEHICLE_UNKNOWN));
        city.car("ramp-1", 4).roads.close();
        assertThatThrownBy(() -> assign(city, "ramp-1"))
                .isInstanceOfSatisfying(
                        FleetException.class, no -> assertThat(no.code()).isEqualTo(RideError.NO_ROUTE));
    }

    private static void assign(RideDeskEnvironment city, String car) {
        assertThat(city.desk.operators().assign(city.ride("ride-1"), car, "the rider knows this car"))
                .isInstanceOf(Ride.Move.Done.class);
    }

    private static String state(RideDeskEnvironment city, String car) {
        try {
            city.desk.operators().assign(city.ride("ride-2"), car, "why not");
            return "sent";
        } catch (FleetException refused) {
            assertThat(refused.code()).isEqualTo(FleetError.NOT_AVAILABLE);
            return String.valueOf(refused.currentState());
        }
    }
}
