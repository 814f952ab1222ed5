package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.payment.Account;
import robotaxi.dispatch.payment.EntryKind;
import robotaxi.dispatch.payment.Statement;
import robotaxi.dispatch.routing.FakeRoads;

/** Rides for later: when a car is sought, how sure the promise is, and what breaking it costs. */
class GuaranteeTest {
    private static final Duration AHEAD = Duration.ofMinutes(50);
    private static final Duration APPROACH_OF_50_SECONDS = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static Guarantee guarantee(RideDeskEnvironment city) {
        return java.util.Objects.requireNonNull(city.ride("ride-1").appointment())
                .guarantee();
    }

    private static RideDeskEnvironment mended(RideDeskEnvironment city) {
        city.desk.mend();
        return city;
    }

    @Test
    void noCarIsSoughtUntilItIsNearlyTimeForItToSetOut() {
        var city = mended(new RideDeskEnvironment().car("car-1", 0).later("ride-1", AHEAD));
        assertThat(city.state("ride-1")).isEqualTo(RideState.SCHEDULED);
        assertThat(city.desk.match()).isZero();
        Duration due = AHEAD.minus(GuaranteeMonitor.MARGIN).minus(APPROACH_OF_50_SECONDS);
        mended(city.after(due.minus(MOMENT)).car("car-1", 0));
        assertThat(city.state("ride-1")).isEqualTo(RideState.SCHEDULED);
        mended(city.after(MOMENT));
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        assertThat(guarantee(city)).isEqualTo(Guarantee.GUARANTEED);
        assertThat(city.desk.match()).isEqualTo(1);
    }

    @Test
    void whatIsFarAwayIsNotJudged() {
        var city = mended(new RideDeskEnvironment().later("ride-1", GuaranteeMonitor.HORIZON.plus(MOMENT)));
        assertThat(guarantee(city)).isEqualTo(Guarantee.PENDING);
        mended(city.after(MOMENT.plus(MOMENT)));
        assertThat(guarantee(city)).isEqualTo(Guarantee.AT_RISK);
        assertThat(city.rides.causes()).containsExactly("requested", "no-vehicle");
    }

    @Test
    void aRideAtRiskSeeksItsCarEarlierAndIsGuaranteedAgainOnceThereIsOne() {
        var city = mended(new RideDeskEnvironment().later("ride-1", AHEAD));
        assertThat(guarantee(city)).isEqualTo(Guarantee.AT_RISK);
        mended(city.after(AHEAD.minus(GuaranteeMonitor.RESCUE_LEAD)));
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        mended(city.car("car-1", 0));
        assertThat(guarantee(city)).isEqualTo(Guarantee.GUARANTEED);
        mended(city);
        assertThat(city.rides.causes()).containsExactly("requested", "no-vehicle", "due", "in-time");
    }

    @Test
    void twoAppointmentsNeedTwoCars() {
        var city = new RideDeskEnvironment()
                .car("car-1", 5)
                .later("ride-0", AHEAD.minus(MOMENT))
                .later("ride-1", AHEAD);
        mended(city);
        assertThat(city.ride("ride-0").appointment())
                .extracting(Appointment::guarantee)
                .isEqualTo(Guarantee.GUARANTEED);
        assertThat(guarantee(city)).isEqualTo(Guarantee.AT_RISK);
        mended(city.car("car-2", 20));
        assertThat(guarantee(city)).isEqualTo(Guarantee.GUARANTEED);
    }

    @Test
    void aCarThatServesSomebodyElseNowIsCountedWithTheTimeThatTakes() {
        var city = new RideDeskEnvironment().later("ride-1", AHEAD);
        city.fleet.driving("car-1", FakeRoads.corner(9), "other", city.clock.instant());
        mended(city);
        assertThat(guarantee(city)).isEqualTo(Guarantee.GUARANTEED);
        mended(city.after(AHEAD.minus(Reserve.BUSY_APPROACH).minus(GuaranteeMonitor.MARGIN)));
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        mended(city.after(Duration.ofMinutes(10)));
        assertThat(guarantee(city)).isEqualTo(Guarantee.AT_RISK);
    }

    @Test
    void aRideAtRiskComesBeforeOneThatHasWaitedLonger() {
        Instant now = TestRides.START;
        Ride risky = ((Ride.Move.Done) TestRides.later("later", "monaco", FakeRoads.corner(0), FakeRoads.corner(9), now)
                        .place(now)
                        .ride()
                        .judged(Guarantee.AT_RISK))
                .ride();
        var waiting = OpenRide.at("asked-before", 4, now.minusSeconds(60));
        var promised = OpenRide.at("later", 0, now).withPriority(Guarantee.priorityMillis(risky));
        var car = robotaxi.dispatch.matching.AvailableCar.idle("car-1", 2).withRoom(4, false);
        var matching = new Matcher(new FakeRoads().graph()).match(List.of(waiting, promised), List.of(car), now);
        assertThat(matching.matches())
                .singleElement()
                .satisfies(match -> assertThat(match.rideId()).isEqualTo("later"));
    }

    @Test
    void thePatienceOfBothSidesBeginsWithTheAppointment() {
        var city = mended(new RideDeskEnvironment().later("ride-1", AHEAD)).after(AHEAD.plus(RideMending.PATIENCE));
        mended(mended(city));
        assertThat(city.state("ride-1")).isEqualTo(RideState.REQUESTED);
        assertThat(guarantee(city)).isEqualTo(Guarantee.BROKEN);
        mended(city.after(MOMENT));
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_NO_SUPPLY);
    }

    @Test
    void aCarThatIsEarlyWaitsForItsRiderFromTheAppointmentOn() {
        var city = metAfter(AHEAD.minus(GuaranteeMonitor.MARGIN));
        assertThat(guarantee(city)).isEqualTo(Guarantee.KEPT);
        mended(city.after(GuaranteeMonitor.MARGIN.plus(RideMending.NO_SHOW_AFTER)));
        assertThat(city.state("ride-1")).isEqualTo(RideState.ARRIVED);
        mended(city.after(MOMENT));
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_NO_SHOW);
        assertThat(statement(city).owedMinor()).isEqualTo(500);
    }

    @Test
    void aBrokenPromiseIsCreditedWhenTheRideIsOver() {
        var city = metAfter(AHEAD.plus(Appointment.GRACE).plus(MOMENT));
        assertThat(guarantee(city)).isEqualTo(Guarantee.BROKEN);
        driven(city);
        assertThat(statement(city).totalMinor(EntryKind.LATE_CREDIT)).isEqualTo(300);
        assertThat(statement(city).owedMinor()).isEqualTo(1_050);
        assertThat(statement(city).balanceMinor(Account.REFUNDS)).isEqualTo(300);
    }

    @Test
    void aKeptPromiseCostsNothing() {
        var city = metAfter(AHEAD.plus(Appointment.GRACE));
        driven(city);
        assertThat(guarantee(city)).isEqualTo(Guarantee.KEPT);
        assertThat(statement(city).owedMinor()).isEqualTo(1_350);
    }

    @Test
    void whoLeavesBecauseWeCameLateOwesNothing() {
        var city = metAfter(AHEAD.plus(Appointment.GRACE).plus(MOMENT));
        mended(city.after(RideMending.NO_SHOW_AFTER.plus(MOMENT)));
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_NO_SHOW);
        assertThat(statement(city).owedMinor()).isZero();
    }

    @Test
    void anotherTimeKeepsThePriceAndIsJudgedAnew() {
        var city = mended(new RideDeskEnvironment().later("ride-1", AHEAD));
        Instant later = TestRides.START.plus(AHEAD.multipliedBy(2));
        assertThat(city.desk.riders().reschedule(city.ride("ride-1"), later)).isInstanceOf(Ride.Move.Done.class);
        assertThat(city.ride("ride-1").appointment()).isEqualTo(Appointment.at(later, 300));
        assertThat(statement(city).owedMinor()).isEqualTo(1_350);
        Instant tooSoon = TestRides.START.plus(Appointment.SOONEST).minus(MOMENT);
        assertThat(city.desk.riders().reschedule(city.ride("ride-1"), tooSoon))
                .isEqualTo(new Ride.Move.Refused(city.ride("ride-1"), RideError.BAD_PICKUP_TIME));
    }

    @Test
    void theTimeIsFixedOnceACarIsSought() {
        var city = mended(new RideDeskEnvironment().later("ride-1", Appointment.SOONEST));
        assertThat(city.desk.riders().reschedule(city.ride("ride-1"), TestRides.START.plus(AHEAD)))
                .isEqualTo(new Ride.Move.Refused(city.ride("ride-1"), RideError.STATE_CONFLICT));
    }

    @Test
    void aRideForLaterIsCancelledForNothing() {
        var city = new RideDeskEnvironment().later("ride-1", AHEAD);
        city.desk.riders().cancel(city.ride("ride-1"), RideState.CANCELLED_RIDER, "rider", "rain");
        assertThat(city.state("ride-1")).isEqualTo(RideState.CANCELLED_RIDER);
        assertThat(statement(city).owedMinor()).isZero();
        assertThat(city.commands.told()).isEmpty();
    }

    private static RideDeskEnvironment metAfter(Duration span) {
        var city = new RideDeskEnvironment().later("ride-1", AHEAD);
        mended(city.after(AHEAD.minus(GuaranteeMonitor.RESCUE_LEAD)));
        assertThat(city.car("car-1", 0).desk.match()).isEqualTo(1);
        city.after(span.minus(AHEAD.minus(GuaranteeMonitor.RESCUE_LEAD)));
        city.desk.missionArrived("car-1", "mission-1");
        return city;
    }

    private static void driven(RideDeskEnvironment city) {
        city.desk.riders().unlock(city.ride("ride-1"), TestRides.PIN);
        city.desk.boarded("car-1", "ride-1");
        city.desk.riders().start(city.ride("ride-1"));
        city.desk.alighted("car-1", "ride-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.COMPLETED);
    }

    private static Statement statement(RideDeskEnvironment city) {
        return city.desk.riders().statement(city.ride("ride-1"));
    }
}
