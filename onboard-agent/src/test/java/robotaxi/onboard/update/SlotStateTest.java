package robotaxi.onboard.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.update.SlotState.OnTrial;
import robotaxi.onboard.update.SlotState.Settled;

class SlotStateTest {
    private static final Image ONE = image(Slot.A, "m@1");
    private static final Image TWO = image(Slot.B, "m@2");

    private static Image image(Slot slot, String releaseId) {
        return new Image(slot, releaseId, "ff", "rollout " + releaseId, new TargetFile("models/m.zip", 7, "ee", 3));
    }

    @Test
    void aCommittedReleaseRunsAndTheOneBeforeIsKept() {
        Settled one = SlotState.first().stage(ONE).begin().commit();
        assertThat(one.running()).isEqualTo(ONE);
        assertThat(one.previous()).isEmpty(); // what was shipped needs no slot

        Settled two = one.stage(TWO).begin().commit();
        assertThat(two.running()).isEqualTo(TWO);
        assertThat(two.previous()).contains(ONE);
        assertThat(two.stagePrevious("rollout 3").staged().orElseThrow().releaseId())
                .isEqualTo("m@1");
    }

    @Test
    void aReleaseThatIsTakenBackLeavesTheOneBeforeAndTheReason() {
        Settled back = SlotState.first().stage(ONE).begin().takeBack("model.golden-mismatch", "no");

        assertThat(back.running()).isEqualTo(Image.SHIPPED);
        assertThat(back.fall().orElseThrow().image()).isEqualTo(ONE);
        assertThat(back.free().fall()).isEmpty();
    }

    @Test
    void whatIsStagedCanBeDroppedAndItsSlotIsFree() {
        Settled one = SlotState.first().stage(ONE).begin().commit();
        Settled staged = one.stage(TWO);
        assertThat(staged.names(Slot.B)).isTrue();

        Settled dropped = staged.drop();
        assertThat(dropped.running()).isEqualTo(ONE);
        assertThat(dropped.staged()).isEmpty();
        assertThat(dropped.names(Slot.A)).isTrue();
        assertThat(dropped.names(Slot.B)).isFalse();
        assertThat(staged.begin().names(Slot.A)).isTrue();
        assertThat(staged.begin().takeBack("a", "b").names(Slot.B)).isFalse();
    }

    @Test
    void startsOnTrialAreCounted() {
        OnTrial trial = SlotState.first().stage(ONE).begin();

        assertThat(trial.starts()).isEqualTo(1);
        assertThat(trial.startAgain().startAgain().mayStartAgain()).isFalse();
    }

    @Test
    void withoutAStagedReleaseThereIsNoTrial() {
        assertThatThrownBy(() -> SlotState.first().begin()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatIsWrittenIsNeverTheSlotThatRuns() {
        assertThat(Slot.SHIPPED.free()).isEqualTo(Slot.A);
        assertThat(Slot.A.free()).isEqualTo(Slot.B);
        assertThat(Slot.B.free()).isEqualTo(Slot.A);
    }

    @Test
    void everyStateIsReadAsItWasWritten() {
        Settled first = SlotState.first();
        OnTrial trial = first.stage(ONE).begin();
        for (SlotState state : new SlotState[] {
            first, first.stage(ONE), trial, trial.startAgain(), trial.commit().stage(TWO), trial.takeBack("a", "b")
        }) {
            assertThat(SlotText.read(SlotText.write(state))).isEqualTo(state);
        }
        assertThatThrownBy(() -> SlotText.read("{\"running\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonException.class);
    }
}
