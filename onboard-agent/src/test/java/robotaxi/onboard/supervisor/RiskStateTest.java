package robotaxi.onboard.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.supervisor.RiskState.Change;
import robotaxi.onboard.supervisor.RiskState.Mode;

class RiskStateTest {
    private static final Optional<Fault> NONE = Optional.empty();
    private static final Optional<Fault> LATE = Optional.of(Fault.planLate());
    private static final Optional<Fault> CONTACT = Optional.of(Fault.contact());

    private final RiskState healing = new RiskState(true);
    private final RiskState strict = new RiskState(false);

    @Test
    void onlyHealthInStandstillForThreeSecondsResets() {
        assertThat(healing.tick(0, LATE, 8))
                .contains(new Change(
                        Mode.NORMAL,
                        Mode.MANOEUVRE,
                        Rung.COMFORT_STOP,
                        "plan.late",
                        "no valid plan for more than 1 s"));
        assertThat(healing.tick(1_000_000, NONE, 4)).isEmpty();
        assertThat(healing.mode()).isEqualTo(Mode.MANOEUVRE);
        healing.tick(2_000_000, LATE, 0);
        assertThat(healing.mode()).isEqualTo(Mode.CONDITION);
        healing.tick(3_000_000, NONE, 0);
        assertThat(healing.tick(5_999_999, NONE, 0)).isEmpty();
        assertThat(healing.tick(6_000_000, NONE, 0)).isPresent();
        assertThat(healing.mode()).isEqualTo(Mode.NORMAL);
    }

    @Test
    void aCarThatMovesClimbsAndNeverComesDown() {
        List<Fault> faults = List.of(
                Fault.notPermitted("the release was withdrawn"), Fault.planLate(), Fault.contact(), Fault.planLate());
        List<Rung> rungs = faults.stream()
                .map(fault -> {
                    strict.tick(0, Optional.of(fault), 8);
                    return strict.rung();
                })
                .toList();
        assertThat(rungs).containsExactly(Rung.PULL_OVER, Rung.COMFORT_STOP, Rung.EMERGENCY_STOP, Rung.EMERGENCY_STOP);
        assertThat(strict.tick(1, NONE, 8)).as("health alone ends no manoeuvre").isEmpty();
        assertThat(strict.mode()).isEqualTo(Mode.MANOEUVRE);
    }

    @Test
    void withoutAPersonAStrictCarStandsForEver() {
        strict.tick(0, LATE, 8);
        strict.tick(1, NONE, 0);
        assertThat(strict.tick(600_000_000, NONE, 0)).isEmpty();
        assertThat(strict.waitsForRelease()).isTrue();
        assertThat(strict.release()).isTrue();
        assertThat(strict.tick(600_100_000, NONE, 0).map(Change::reason)).contains("a person has let the car go");
        assertThat(strict.mode()).isEqualTo(Mode.NORMAL);
    }

    @Test
    void contactNeedsAPersonEvenWhereOtherFaultsHeal() {
        healing.tick(0, CONTACT, 3);
        healing.tick(1, NONE, 0);
        assertThat(healing.tick(60_000_000, NONE, 0)).isEmpty();
        assertThat(healing.waitsForRelease()).isTrue();
    }

    @Test
    void withdrawnPermissionNeedsAPersonAlsoUnderAHarderRungThatHeals() {
        Optional<Fault> withdrawn = Optional.of(Fault.notPermitted("m@1 may not drive any more"));
        healing.tick(0, withdrawn, 8);
        assertThat(healing.rung()).isEqualTo(Rung.PULL_OVER);
        healing.tick(1, LATE, 8);
        assertThat(healing.rung()).isEqualTo(Rung.COMFORT_STOP);
        healing.tick(2, withdrawn, 0);
        assertThat(healing.waitsForRelease()).as("it is not over").isFalse();
        healing.tick(3, NONE, 0);
        assertThat(healing.tick(60_000_000, NONE, 0)).isEmpty();
        assertThat(healing.waitsForRelease()).isTrue();
        assertThat(healing.release()).isTrue();
        assertThat(healing.tick(60_000_001, NONE, 0)).isPresent();
        healing.tick(60_000_002, LATE, 0);
        healing.tick(60_000_003, NONE, 0);
        assertThat(healing.tick(90_000_000, NONE, 0)).as("that is forgotten").isPresent();
    }

    @Test
    void nobodyReleasesACarThatMovesIsSickOrDrives() {
        assertThat(strict.release()).as("drives").isFalse();
        strict.tick(0, LATE, 8);
        assertThat(strict.release()).as("moves").isFalse();
        strict.tick(1, LATE, 0);
        assertThat(strict.release()).as("is not healthy").isFalse();
        strict.tick(2, NONE, 0);
        assertThat(strict.release()).isTrue();
        strict.tick(3, LATE, 0);
        assertThat(strict.tick(10_000_000, NONE, 0)).isEmpty();
        assertThat(strict.tick(20_000_000, NONE, 0))
                .as("a fault takes the release back")
                .isEmpty();
    }
}
