package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.routing.FakeRoads;

/** A ride as it should go, and what people may do about it on the way. */
class RideDeskTest {
    @Test
    void theNearestIdleCarIsSentToTheRider() {
        var city = new RideDeskEnvironment().car("far", 0).car("near", 6).rider("ride-1", 5, 9);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
        assertThat(city.commands.told()).containsExactly("near fetch 100 m, mission-1");
        assertThat(city.rides.findByVehicle("near")).isPresent();
    }

    @Test
    void aCarThatServesARideIsNotSentToAnother() {
        var city = RideDeskEnvironment.matched().rider("ride-2", 1, 4);
        assertThat(city.desk.match()).isZero();
        assertThat(city.state("ride-2")).isEqualTo(RideState.REQUESTED);
    }

    @Test
    void carsThatAreNotReadyStay() {
        var city = new RideDeskEnvironment().rider("ride-1", 5, 9).car("reserved", 5);
        city.fleet.reserve("reserved");
        var here = FakeRoads.corner(5);
        var now = city.clock.instant();
        city.fleet.put("offline", false, here, 90, "parked", "", false, now);
        city.fleet.put("empty", true, here, 11.9, "parked", "", false, now);
        city.fleet.put("busy", true, here, 90, "parked", "another", false, now);
        city.fleet.put("taken", true, here, 90, "parked", "", true, now);
        city.fleet.put("in-trouble", true, here, 90, "minimal-risk-condition", "", false, now);
        city.fleet.put("silent", true, here, 90, "parked", "", false, now.minusMillis(10_001));
        assertThat(city.desk.match()).isZero();
        city.fleet.put("just-heard", true, here, 12, "parked", "", false, now.minusMillis(10_000));
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.lastTold()).startsWith("just-heard fetch");
    }

    @Test
    void aRideGoesFromTheRequestToTheReceipt() {
        var city = RideDeskEnvironment.matched();
        city.desk.missionUnderWay("car-1", "mission-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.EN_ROUTE);
        city.car("car-1", 5);
        city.desk.missionArrived("car-1", "mission-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.ARRIVED);
        city.desk.riders().unlock(city.ride("ride-1"), TestRides.PIN);
        assertThat(city.state("ride-1")).isEqualTo(RideState.BOARDING);
        city.desk.boarded("car-1", "ride-1");
        assertThat(city.ride("ride-1").boarded()).isTrue();
        city.desk.riders().start(city.ride("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        city.desk.missionArrived("car-1", "mission-2");
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        city.desk.alighted("car-1", "ride-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
        assertThat(city.commands.told())
                .containsExactly(
                        "car-1 fetch 500 m, mission-1", "car-1 unlock", "car-1 drive the rider 400 m, mission-2");
        assertThat(city.rides.causes())
                .containsExactly(
                        "requested", "matched", "under-way", "arrived", "unlocked", "boarded", "started", "alighted");
    }

    @Test
    void factsThatComeTwiceOrOutOfPlaceChangeNothing() {
        var city = RideDeskEnvironment.inRide();
        List<String> before = List.copyOf(city.rides.causes());
        city.desk.missionUnderWay("car-1", "mission-1");
        city.desk.missionArrived("car-1", "mission-1");
        city.desk.boarded("car-1", "ride-1");
        city.desk.alighted("car-1", "another-ride");
        city.desk.alighted("car-2", "ride-1");
        assertThat(city.rides.causes()).isEqualTo(before);
    }

    @Test
    void aWrongPinOpensNothing() {
        var city = RideDeskEnvironment.arrived();
        Ride.Move move = city.desk.riders().unlock(city.ride("ride-1"), "9999");
        assertThat(move)
                .isInstanceOfSatisfying(
                        Ride.Move.Refused.class, no -> assertThat(no.reason()).isEqualTo(RideError.WRONG_PIN));
        assertThat(city.state("ride-1")).isEqualTo(RideState.ARRIVED);
        assertThat(city.commands.told()).doesNotContain("car-1 unlock");
    }

    @Test
    void nobodyStartsBeforeSittingDown() {
        var city = RideDeskEnvironment.boarding();
        Ride.Move move = city.desk.riders().start(city.ride("ride-1"));
        assertThat(move)
                .isInstanceOfSatisfying(
                        Ride.Move.Refused.class, no -> assertThat(no.reason()).isEqualTo(RideError.NOT_BOARDED));
        assertThat(city.lastTold()).isEqualTo("car-1 unlock");
    }

    @Test
    void whoCancelsSendsTheCarAwayAndFreesIt() {
        var city = RideDeskEnvironment.matched();
        city.desk.riders().cancel(city.ride("ride-1"), RideState.CANCELLED_RIDER, "rider", "changed my mind");
        assertThat(city.lastTold()).isEqualTo("car-1 forget mission-1, changed my mind");
        assertThat(city.rides.listHeldVehicles()).isEmpty();
    }

    @Test
    void aRiderCannotCancelTheRideThatIsDrivenButAnOperatorCan() {
        var city = RideDeskEnvironment.inRide();
        Ride ride = city.ride("ride-1");
        assertThat(city.desk.riders().cancel(ride, RideState.CANCELLED_RIDER, "rider", "no"))
                .isEqualTo(new Ride.Move.Refused(ride, RideError.STATE_CONFLICT));
        assertThat(city.desk.riders().cancel(ride, RideState.CANCELLED_OPERATOR, "operator", "flood"))
                .isInstanceOf(Ride.Move.Done.class);
        assertThat(city.lastTold()).isEqualTo("car-1 forget mission-2, flood");
    }

    @Test
    void whoDecidesOnAnOldPictureIsRefused() {
        var city = RideDeskEnvironment.matched();
        Ride old = city.ride("ride-1");
        city.desk.missionUnderWay("car-1", "mission-1");
        assertThatThrownBy(() -> city.desk.riders().cancel(old, RideState.CANCELLED_RIDER, "rider", "late"))
                .isInstanceOf(LateWriterException.class);
        assertThat(city.state("ride-1")).isEqualTo(RideState.EN_ROUTE);
    }

    @Test
    void aRiderWithNoRoadNearIsLeftWaitingAndDoesNotHoldUpOthers() {
        var city = new RideDeskEnvironment().car("car-1", 0).rider("ride-2", 3, 9);
        city.rides.add(
                TestRides.requested(
                        "nowhere",
                        RideDeskEnvironment.MARKET,
                        new robotaxi.dispatch.routing.Place(10, 10),
                        FakeRoads.corner(1),
                        city.clock.instant().minus(Duration.ofMinutes(1))),
                "quote of nowhere",
                "nowhere");
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.state("nowhere")).isEqualTo(RideState.REQUESTED);
    }

    @Test
    void aWheelchairGoesWithACarThatTakesItHoweverNearAnotherIs() {
        var city = new RideDeskEnvironment().car("car-1", 5).party("ride-1", 5, 9, new Needs(1, true));
        assertThat(city.desk.match()).isZero();
        city.car("ramp-1", 0);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("ramp-1");
    }

    @Test
    void moreThanFitInWaitForALargerCar() {
        var city = new RideDeskEnvironment().car("car-1", 0).party("ride-1", 5, 9, new Needs(5, false));
        assertThat(city.desk.match()).isZero();
    }

    @Test
    void eachTickThatMatchesKeepsWhatDecidedIt() {
        var city = new RideDeskEnvironment().car("far", 0).car("near", 6).rider("ride-1", 5, 9);
        city.fleet.put("offline", false, FakeRoads.corner(5), 90, "parked", "", false, city.clock.instant());
        city.fleet.put("empty", true, FakeRoads.corner(5), 5, "parked", "", false, city.clock.instant());
        city.desk.match();
        city.desk.match();
        assertThat(city.ticks).hasSize(1);
        var tick = city.ticks.getFirst();
        assertThat(tick.leftOut()).isEqualTo(Map.of("offline", 1, "low-battery", 1));
        assertThat(tick.decisions().getFirst().cars())
                .extracting(AvailableCar::vehicleId)
                .containsExactly("near", "far");
        assertThat(tick.decisions().getFirst().rideVersion())
                .isEqualTo(city.ride("ride-1").version());
    }
}
