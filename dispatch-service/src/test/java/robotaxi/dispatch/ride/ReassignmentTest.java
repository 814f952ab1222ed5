package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.decision.Replay;
import robotaxi.dispatch.matching.Match;

/** Cars that are exchanged on their way, and cars that are waited for. Ten seconds from corner to corner. */
class ReassignmentTest {
    private static final Duration WHILE = Duration.ofSeconds(15);

    /** A car at one corner was sent to the rider at corner 20, and is under way. */
    private static RideDeskEnvironment underWay(int corner) {
        var city = new RideDeskEnvironment().car("car-1", corner).rider("ride-1", 20, 30);
        assertThat(city.desk.match()).isEqualTo(1);
        city.desk.missionUnderWay("car-1", "mission-1");
        city.after(WHILE).drives("car-1", corner, "mission-1");
        return city;
    }

    @Test
    void aCarThatIsMuchNearerTakesOver() {
        var city = underWay(0).car("near", 22);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("near");
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
        assertThat(city.commands.told())
                .containsExactly(
                        "car-1 fetch 2000 m, mission-1",
                        "car-1 forget mission-1, better-car",
                        "near fetch 200 m, mission-2");
        assertThat(city.rides.causes()).containsExactly("requested", "matched", "under-way", "better-car", "matched");
        assertThat(city.rides.listHeldVehicles()).containsExactly("near");
    }

    @Test
    void aCarThatIsALittleNearerIsNotWorthTheChange() {
        var city = underWay(0).car("nearer", 2);
        assertThat(city.desk.match()).isZero();
        city.car("nearer", 3);
        assertThat(city.desk.match()).isEqualTo(1);
    }

    @Test
    void aCarNearItsRiderStays() {
        var city = underWay(11).car("nearer", 20);
        assertThat(city.desk.match()).isZero();
        city.drives("car-1", 10, "mission-1");
        assertThat(city.desk.match()).isEqualTo(1);
    }

    @Test
    void aCarThatWasJustToldIsGivenTheTimeToBegin() {
        var city = new RideDeskEnvironment().car("car-1", 0).rider("ride-1", 20, 30);
        city.desk.match();
        city.car("near", 22);
        assertThat(city.desk.match()).isZero();
        city.after(Commitment.SETTLED).car("car-1", 0).car("near", 22);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.state("ride-1")).isEqualTo(RideState.MATCHED);
    }

    @Test
    void theCarThatAPersonSentStays() {
        var city = new RideDeskEnvironment().car("car-1", 0).rider("ride-1", 20, 30);
        city.desk.operators().assign(city.ride("ride-1"), "car-1", "the rider knows it");
        city.after(WHILE).car("car-1", 0).car("near", 22);
        assertThat(city.desk.match()).isZero();
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-1");
    }

    @Test
    void aCarTurnsToANearerRiderWhenAnotherOneCanCome() {
        var city = underWay(0).rider("ride-2", 8, 30).car("car-2", 28);
        assertThat(city.desk.match()).isEqualTo(2);
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-2");
        assertThat(city.ride("ride-2").vehicleId()).isEqualTo("car-1");
        assertThat(city.commands.told())
                .containsSubsequence("car-1 forget mission-1, better-car", "car-1 fetch 800 m, mission-3");
    }

    @Test
    void whoWasToldACarDoesNotLoseItToAnyoneWithNothingInReturn() {
        var city = underWay(0).rider("ride-2", 1, 30);
        assertThat(city.desk.match()).isZero();
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-1");
        assertThat(city.state("ride-2")).isEqualTo(RideState.REQUESTED);
    }

    @Test
    void twoRidersChangeTheirCars() {
        var city = new RideDeskEnvironment().car("car-1", 28).car("car-2", 12);
        city.rider("ride-1", 40, 45).rider("ride-2", 0, 5);
        assertThat(city.desk.match()).isEqualTo(2);
        city.after(WHILE).drives("car-1", 12, "mission-1").drives("car-2", 28, "mission-2");
        assertThat(city.desk.match()).isEqualTo(2);
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-2");
        assertThat(city.ride("ride-2").vehicleId()).isEqualTo("car-1");
    }

    @Test
    void whereNoRoadLeadsEverybodyKeepsWhatTheyHave() {
        var city = underWay(0).rider("ride-2", 8, 30).car("car-2", 28);
        city.roads.close();
        assertThat(city.desk.match()).isZero();
        assertThat(city.ride("ride-1").vehicleId()).isEqualTo("car-1");
        assertThat(city.state("ride-1")).isEqualTo(RideState.EN_ROUTE);
        assertThat(city.commands.told()).hasSize(1);
    }

    @Test
    void aCarThatIsAboutToBeFreeIsWaitedFor() {
        var city = RideDeskEnvironment.inRide().rider("ride-2", 10, 20).car("far", 45);
        city.drives("car-1", 8, "mission-2").arrivesIn("car-1", 20);
        assertThat(city.desk.match()).isZero();
        assertThat(city.state("ride-2")).isEqualTo(RideState.REQUESTED);
        city.desk.alighted("car-1", "ride-1");
        city.car("car-1", 9);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-2").vehicleId()).isEqualTo("car-1");
    }

    @Test
    void aCarThatIsFreeOnlyLaterIsNotWaitedFor() {
        var city = RideDeskEnvironment.inRide().rider("ride-2", 10, 20).car("far", 45);
        city.drives("car-1", 8, "mission-2").arrivesIn("car-1", 181);
        assertThat(city.desk.match()).isEqualTo(1);
        assertThat(city.ride("ride-2").vehicleId()).isEqualTo("far");
    }

    @Test
    void whoWasToldACarIsNotMovedToOneThatIsNotFreeYet() {
        var city = RideDeskEnvironment.inRide().car("far", 45).rider("ride-2", 10, 20);
        city.desk.match();
        city.after(WHILE).drives("far", 45, "mission-3").drives("car-1", 8, "mission-2");
        city.arrivesIn("car-1", 10);
        assertThat(city.desk.match()).isZero();
        assertThat(city.ride("ride-2").vehicleId()).isEqualTo("far");
    }

    @Test
    void whyTheCarWasExchangedIsKeptAndDecidedTheSameAgain() {
        var city = underWay(0).rider("ride-2", 45, 30).car("near", 22).car("there", 45);
        assertThat(city.desk.match()).isEqualTo(2);
        var tick = city.ticks.getLast();
        var decision = tick.decisions().getFirst();
        assertThat(decision.ride().heldBy()).isEqualTo("car-1");
        assertThat(decision.match().terms().switchMillis()).isPositive();
        assertThat(decision.match().others())
                .anySatisfy(other -> assertThat(other.vehicleId()).isEqualTo("car-1"));
        assertThat(Replay.of(tick).matches())
                .extracting(Match::rideId, Match::vehicleId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ride-1", "near"),
                        org.assertj.core.groups.Tuple.tuple("ride-2", "there"));
    }
}
