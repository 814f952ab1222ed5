package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.payment.EntryKind;
import robotaxi.dispatch.routing.FakeRoads;

/** What may happen on the way: stops, holds, another destination, a car that fails. The ride goes from corner 5 to corner 9. */
class TripTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static RideDeskEnvironment stopped() {
        var city = RideDeskEnvironment.inRide();
        changed(city, "stop", way -> way.stoppingAt(FakeRoads.corner(7)));
        city.car("car-1", 7);
        city.desk.missionArrived("car-1", city.missionOf("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.STOPPED);
        return city;
    }

    private static void changed(
            RideDeskEnvironment city, String cause, java.util.function.UnaryOperator<Itinerary> change) {
        assertThat(city.desk.riders().change(city.ride("ride-1"), change, OptionalLong.of(100_000), cause))
                .isInstanceOf(Ride.Move.Done.class);
    }

    private static long owed(RideDeskEnvironment city) {
        return city.desk.riders().statement(city.ride("ride-1")).owedMinor();
    }

    @Test
    void aStopKeepsTheCarAndTheRideGoesOnFromIt() {
        var city = stopped();
        assertThat(city.desk.riders().resume(city.ride("ride-1"))).isInstanceOf(Ride.Move.Done.class);
        assertThat(city.lastTold()).startsWith("car-1 drive the rider 200 m");
        city.desk.alighted("car-1", "ride-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
    }

    @Test
    void whoLeavesTheCarAtAStopComesBackWithThePin() {
        var city = stopped();
        city.desk.alighted("car-1", "ride-1");
        assertThat(city.desk.riders().resume(city.ride("ride-1")))
                .isEqualTo(new Ride.Move.Refused(city.ride("ride-1"), RideError.NOT_BOARDED));
        assertThat(city.desk.riders().unlock(city.ride("ride-1"), "9999"))
                .isEqualTo(new Ride.Move.Refused(city.ride("ride-1"), RideError.WRONG_PIN));
        city.desk.riders().unlock(city.ride("ride-1"), TestRides.PIN);
        assertThat(city.lastTold()).isEqualTo("car-1 unlock");
        city.desk.boarded("car-1", "ride-1");
        assertThat(city.desk.riders().resume(city.ride("ride-1"))).isInstanceOf(Ride.Move.Done.class);
    }

    @Test
    void aStopIsFreeForThreeMinutesAndThenCostsEachBegunMinute() {
        var city = stopped();
        long before = owed(city);
        city.after(RideMending.FREE_STOP).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.STOPPED);
        city.after(MOMENT).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.HOLD);
        city.after(Duration.ofSeconds(61)).car("car-1", 7);
        city.desk.riders().resume(city.ride("ride-1"));
        assertThat(owed(city) - before).isEqualTo(2 * 40);
    }

    @Test
    void aCarThatNobodyComesBackToIsFreedAndTheHoldIsOwed() {
        var city = stopped();
        city.desk.alighted("car-1", "ride-1");
        city.desk.riders().hold(city.ride("ride-1"));
        long before = owed(city);
        city.after(RideMending.LONGEST_HOLD.plus(MOMENT)).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
        assertThat(owed(city) - before).isEqualTo(31 * 40);
        assertThat(city.lastTold()).startsWith("car-1 forget").endsWith("hold-over");
    }

    @Test
    void anotherDestinationHasAPriceThatTheRiderMustHaveSeen() {
        var city = RideDeskEnvironment.inRide();
        changed(city, "destination", way -> way.endingAt(FakeRoads.corner(6)));
        Ride before = city.ride("ride-1");
        var far = city.desk
                .riders()
                .preview(before, way -> way.endingAt(FakeRoads.corner(49)))
                .orElseThrow();
        long price = far.fare().totalMinor();
        assertThat(price).isGreaterThan(before.priceMinor());
        assertThat(city.desk
                        .riders()
                        .change(before, way -> way.endingAt(FakeRoads.corner(49)), OptionalLong.empty(), "destination"))
                .isEqualTo(new Ride.Move.Refused(before, RideError.PRICE_NOT_ACCEPTED));
        assertThat(city.desk
                        .riders()
                        .change(
                                before,
                                way -> way.endingAt(FakeRoads.corner(49)),
                                OptionalLong.of(price),
                                "destination"))
                .isInstanceOf(Ride.Move.Done.class);
        assertThat(city.lastTold()).startsWith("car-1 drive the rider 4400 m");
        assertThat(owed(city)).isEqualTo(price).isEqualTo(city.ride("ride-1").priceMinor());
    }

    @Test
    void aShorterWayIsCheaperWithoutAsking() {
        var city = new RideDeskEnvironment().rider("ride-1", 5, 49);
        changed(city, "destination", way -> way.endingAt(FakeRoads.corner(6)));
        assertThat(owed(city)).isEqualTo(RideDeskEnvironment.TARIFF.leastMinor());
        assertThat(city.desk.riders().statement(city.ride("ride-1")).totalMinor(EntryKind.TRIP_CHEAPER))
                .isEqualTo(1_350 - RideDeskEnvironment.TARIFF.leastMinor());
    }

    @Test
    void whoWantsOutNowIsDrivenToTheKerbAndMayGoOnOrEndThere() {
        var city = RideDeskEnvironment.inRide();
        city.desk.riders().pullOver(city.ride("ride-1"));
        assertThat(city.lastTold()).startsWith("car-1 drive the rider to a stop");
        city.desk.missionArrived("car-1", city.missionOf("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.STOPPED);
        city.desk.riders().end(city.ride("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
        assertThat(owed(city)).isEqualTo(1_350);
    }

    @Test
    void theEmergencyStopHoldsUntilTheRiderGoesOn() {
        var city = RideDeskEnvironment.inRide();
        city.desk.riders().emergencyStop(city.ride("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.INTERRUPTED);
        String emergency = city.ride("ride-1").emergencyId();
        assertThat(city.lastTold()).isEqualTo("car-1 stop, " + emergency);
        city.after(RideMending.TRANSFER_AFTER.plus(MOMENT)).car("car-1", 6).desk.mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.INTERRUPTED);
        city.desk.riders().resume(city.ride("ride-1"));
        assertThat(city.commands.told()).contains("car-1 end of " + emergency);
        assertThat(city.state("ride-1")).isEqualTo(RideState.IN_RIDE);
        assertThat(city.ride("ride-1").emergencyId()).isNull();
    }

    @Test
    void aCarThatFailsOnTheWayToTheRiderIsReplacedAndTheRiderIsTold() {
        var city = RideDeskEnvironment.matched().car("car-2", 20);
        city.desk.missionUnderWay("car-1", "mission-1");
        city.desk.missionEnded("car-1", "mission-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.REASSIGNING);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-1").vehicle()).hasValue("car-2");
    }

    @Test
    void aCarThatFailsWithTheRiderIsReplacedWhereItStandsAtNoNewFare() {
        var city = RideDeskEnvironment.inRide().car("car-1", 7);
        city.desk.missionEnded("car-1", "mission-2");
        city.after(RideMending.TRANSFER_AFTER.plus(MOMENT))
                .car("car-2", 20)
                .desk
                .mend();
        assertThat(city.state("ride-1")).isEqualTo(RideState.TRANSFER);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.lastTold()).startsWith("car-2 fetch 1300 m");
        city.desk.missionArrived("car-2", city.missionOf("ride-1"));
        city.car("car-2", 7).desk.riders().unlock(city.ride("ride-1"), TestRides.PIN);
        city.desk.boarded("car-2", "ride-1");
        city.desk.riders().start(city.ride("ride-1"));
        assertThat(city.lastTold()).startsWith("car-2 drive the rider 200 m");
        city.desk.alighted("car-2", "ride-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
        assertThat(owed(city)).isEqualTo(1_350);
    }

    @Test
    void whoseCarFailedAndWhoGoesOnFootOwesNothing() {
        var city = RideDeskEnvironment.inRide();
        city.desk.riders().emergencyStop(city.ride("ride-1"));
        city.desk.riders().end(city.ride("ride-1"));
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
        assertThat(owed(city)).isZero();
    }

    @Test
    void anOperatorSendsAnotherCarWithAReason() {
        var city = RideDeskEnvironment.matched();
        assertThat(city.desk.riders().replaceVehicle(city.ride("ride-1"), "dirty"))
                .isInstanceOf(Ride.Move.Done.class);
        assertThat(city.lastTold()).isEqualTo("car-1 forget mission-1, dirty");
        assertThat(city.ride("ride-1").vehicle()).isEmpty();
    }

    @Test
    void whoDoesNotComeOwesTheFeeAndNotTheWay() {
        var city = RideDeskEnvironment.arrived();
        city.after(RideMending.NO_SHOW_AFTER.plus(MOMENT)).desk.mend();
        assertThat(owed(city)).isEqualTo(500);
    }

    @Test
    void aRideHasAtMostFiveStopsAhead() {
        var city = RideDeskEnvironment.matched();
        for (int i = 0; i < Itinerary.MOST_STOPS; i++) {
            changed(city, "stop", way -> way.stoppingAt(FakeRoads.corner(7)));
        }
        Ride full = city.ride("ride-1");
        assertThat(city.desk
                        .riders()
                        .change(full, way -> way.stoppingAt(FakeRoads.corner(8)), OptionalLong.of(100_000), "stop"))
                .isEqualTo(new Ride.Move.Refused(full, RideError.TOO_MANY_STOPS));
    }
}
