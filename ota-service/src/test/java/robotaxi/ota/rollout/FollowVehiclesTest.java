package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static robotaxi.ota.rollout.VehicleState.ACTIVATING;
import static robotaxi.ota.rollout.VehicleState.COMMITTED;
import static robotaxi.ota.rollout.VehicleState.DOWNLOADING;
import static robotaxi.ota.rollout.VehicleState.FAILED;
import static robotaxi.ota.rollout.VehicleState.LOST;
import static robotaxi.ota.rollout.VehicleState.STAGED;
import static robotaxi.ota.rollout.VehicleState.TRIAL;
import static robotaxi.ota.rollout.VehicleState.WAITING_FOR_SAFE_MOMENT;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowVehiclesTest {
    private final RolloutEnvironment fleet = new RolloutEnvironment();

    @Test
    void aCarGoesFromTheOfferToCommittedAndTheRolloutFinishes() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", DOWNLOADING, STAGED, WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.report(id, "car-1", ACTIVATING, TRIAL, COMMITTED);

        assertThat(fleet.sent).containsExactly("install car-1", "request car-1", "activate car-1 7", "release car-1 7");
        assertThat(fleet.find(id)).get().isInstanceOf(Rollout.Finished.class);
        assertThat(fleet.told).startsWith("running", "car-1 offered").endsWith("car-1 committed", "finished");
    }

    @Test
    void dispatchIsAskedAgainUntilItGrants() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.clock.advance(Duration.ofSeconds(9));
        fleet.follow.tick(id);
        assertThat(fleet.sent).containsOnlyOnce("request car-1");
        fleet.clock.advance(Duration.ofSeconds(1));
        fleet.follow.tick(id);
        assertThat(fleet.sent).filteredOn("request car-1"::equals).hasSize(2);
    }

    @Test
    void aGrantIsActedOnOnce() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.grant("car-1", 7);
        assertThat(fleet.sent).containsOnlyOnce("activate car-1 7");
    }

    @Test
    void aRefusedActivationGivesTheCarBackAndAsksAnew() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.follow.orderFailed("activate-car-1-7", "car-1", "update.mission-under-way", "");
        assertThat(fleet.sent).endsWith("release car-1 7");
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("request car-1");
        assertThat(fleet.car("car-1").hold().granted()).isFalse();
    }

    @Test
    void aHoldThatLapsedIsAskedForAnew() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.clock.advance(Duration.ofSeconds(60));
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("release car-1 7", "request car-1");
    }

    @Test
    void aGrantForAPausedRolloutIsGivenBackAtOnce() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.steer.act(id, RolloutAct.PAUSE, "ada", "");
        fleet.grant("car-1", 7);
        assertThat(fleet.sent).endsWith("release car-1 7").doesNotContain("activate car-1 7");
    }

    @Test
    void aStoppedRolloutKeepsACarFromRidersUntilItsOrderHasEnded() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.steer.act(id, RolloutAct.STOP, "ada", "");
        assertThat(fleet.sent).endsWith("activate car-1 7", "withdraw activate-car-1-7");
        fleet.follow.orderFailed("activate-car-1-7", "car-1", "command.cancelled", "");
        assertThat(fleet.sent).endsWith("release car-1 7");
    }

    @Test
    void aWordOfAnEarlierOrderDoesNotGiveBackTheCarOfALaterOne() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        fleet.clock.advance(Duration.ofSeconds(60));
        fleet.follow.tick(id);
        fleet.grant("car-1", 8);
        fleet.report(id, "car-1", ACTIVATING, VehicleState.ROLLED_BACK);
        fleet.follow.orderFailed("activate-car-1-7", "car-1", "self-check.failed", "");
        assertThat(fleet.sent).doesNotContain("release car-1 8");
        fleet.follow.orderFailed("activate-car-1-8", "car-1", "self-check.failed", "");
        assertThat(fleet.sent).endsWith("release car-1 8");
    }

    @Test
    void aGrantThatComesWhenItsHoldIsAlmostOverIsGivenBack() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", WAITING_FOR_SAFE_MOMENT);
        String reservation = fleet.car("car-1").hold().reservationId();
        fleet.follow.answered(
                "car-1", reservation, true, 7, fleet.clock.instant().plusSeconds(30));
        assertThat(fleet.sent).endsWith("release car-1 7").doesNotContain("activate car-1 7");
        fleet.clock.advance(Duration.ofSeconds(10));
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("release car-1 7", "request car-1");
    }

    @Test
    void aRefusedOfferEndsTheCarsUpdate() {
        RolloutId id = fleet.started("car-1", "car-2");
        fleet.follow.orderFailed("install-car-1", "car-1", "command.expired", "");
        assertThat(fleet.car("car-1").state()).isEqualTo(FAILED);
        assertThat(fleet.find(id)).get().isInstanceOf(Rollout.Running.class);
    }

    @Test
    void aSilentCarIsLostAndALateReportCorrectsIt() {
        RolloutId id = fleet.started("car-1", "car-2");
        fleet.report(id, "car-1", DOWNLOADING);
        fleet.clock.advance(Duration.ofHours(6));
        fleet.follow.tick(id);
        assertThat(fleet.car("car-1").state()).isEqualTo(LOST);
        assertThat(fleet.car("car-2").state()).isEqualTo(VehicleState.OFFERED);
        fleet.report(id, "car-1", STAGED);
        assertThat(fleet.car("car-1").state()).isEqualTo(STAGED);
    }

    @Test
    void progressMovesTheDeadline() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", DOWNLOADING);
        fleet.clock.advance(Duration.ofHours(5));
        fleet.report(id, "car-1", DOWNLOADING);
        fleet.clock.advance(Duration.ofHours(5));
        fleet.follow.tick(id);
        assertThat(fleet.car("car-1").state()).isEqualTo(DOWNLOADING);
    }

    @Test
    void aReportThatGoesBackIsRefused() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", STAGED);
        assertThat(fleet.follow.report(id, "car-1", DOWNLOADING, "", "")).isFalse();
        assertThat(fleet.car("car-1").state()).isEqualTo(STAGED);
    }

    @Test
    void aFailureKeepsItsCode() {
        RolloutId id = fleet.started("car-1");
        fleet.follow.report(id, "car-1", FAILED, "tuf.hash-mismatch", "wrong bytes");
        assertThat(fleet.car("car-1").code()).isEqualTo("tuf.hash-mismatch");
    }
}
