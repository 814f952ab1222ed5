package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RideTest {
    private static Ride done(Ride.Move move) {
        assertThat(move).isInstanceOf(Ride.Move.Done.class);
        return ((Ride.Move.Done) move).ride();
    }

    @Test
    void aMatchNamesCarMissionAndCommand() {
        Ride matched =
                done(TestRides.in(RideState.REQUESTED).match("car-9", "mission-9", "command-9", TestRides.LATER));
        assertThat(matched.vehicleId()).isEqualTo("car-9");
        assertThat(matched.missionId()).isEqualTo("mission-9");
        assertThat(matched.commandId()).isEqualTo("command-9");
    }

    @Test
    void whoIsLetGoByTheCarWaitsWithoutOne() {
        Ride waiting = done(TestRides.in(RideState.MATCHED).to(RideState.REQUESTED, TestRides.LATER));
        assertThat(waiting.vehicle()).isEmpty();
        assertThat(waiting.missionId()).isNull();
        assertThat(waiting.requestedAt()).isEqualTo(TestRides.START);
    }

    @Test
    void onlyTheRightPinOpensTheDoorsAndOnlyOfACarThatIsThere() {
        Ride arrived = TestRides.in(RideState.ARRIVED);
        assertThat(arrived.unlock("9999", TestRides.LATER))
                .isEqualTo(new Ride.Move.Refused(arrived, RideError.WRONG_PIN));
        assertThat(done(arrived.unlock(TestRides.PIN, TestRides.LATER)).state()).isEqualTo(RideState.BOARDING);
        Ride onTheWay = TestRides.in(RideState.EN_ROUTE);
        assertThat(onTheWay.unlock(TestRides.PIN, TestRides.LATER))
                .isEqualTo(new Ride.Move.Refused(onTheWay, RideError.STATE_CONFLICT));
    }

    @Test
    void aRideStartsOnlyWithItsRiderAboard() {
        Ride boarding = TestRides.in(RideState.BOARDING);
        assertThat(boarding.start("mission-2", "command-2", TestRides.LATER))
                .isEqualTo(new Ride.Move.Refused(boarding, RideError.NOT_BOARDED));
        Ride started = done(done(boarding.board()).start("mission-2", "command-2", TestRides.LATER));
        assertThat(started.state()).isEqualTo(RideState.IN_RIDE);
        assertThat(started.pickedUpAt()).isEqualTo(TestRides.LATER);
        assertThat(started.vehicleId()).isEqualTo("car-1");
        assertThat(started.missionId()).isEqualTo("mission-2");
    }

    @Test
    void beingToldAgainIsAMoveOfItsOwnInTheSameState() {
        Ride ride = TestRides.in(RideState.IN_RIDE);
        Ride told = ride.retold("mission-3", "command-3", TestRides.LATER).ride();
        assertThat(told.state()).isEqualTo(RideState.IN_RIDE);
        assertThat(told.version()).isEqualTo(ride.version() + 1);
        assertThat(told.stateSince()).isEqualTo(TestRides.LATER);
        assertThat(told.missionId()).isEqualTo("mission-3");
    }
}
