package robotaxi.ota.ddi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.ota.rollout.VehicleState;

/** The whole table of what a device's word means. */
class MeaningTest {
    @Test
    void everyWordOnAnUpdateThatWasOffered() {
        assertThat(wordsOn(VehicleState.OFFERED))
                .containsExactly(
                        "closed: FINISHED committed",
                        "closed failure: ERROR failed",
                        "proceeding: RUNNING downloading",
                        "canceled: CANCELED alive",
                        "scheduled: RUNNING waiting-for-safe-moment",
                        "rejected: WARNING alive",
                        "resumed: RUNNING alive",
                        "downloaded: DOWNLOADED staged",
                        "download: DOWNLOAD downloading");
    }

    @Test
    void whoProceedsAfterAllBytesAreThereInstalls() {
        assertThat(wordsOn(VehicleState.STAGED))
                .contains("proceeding: RUNNING activating", "download: DOWNLOAD alive", "downloaded: DOWNLOADED alive");
        assertThat(wordsOn(VehicleState.ACTIVATING))
                .contains("proceeding: RUNNING alive", "resumed: RUNNING trial", "closed: FINISHED committed");
    }

    private static List<String> wordsOn(VehicleState state) {
        List<String> words = new ArrayList<>();
        for (Execution execution : Execution.values()) {
            words.add(execution.wireName() + ": " + text(Meaning.ofUpdate(state, said(execution, false))));
            if (execution == Execution.CLOSED) {
                words.add("closed failure: " + text(Meaning.ofUpdate(state, said(execution, true))));
            }
        }
        return words;
    }

    @Test
    void onlyClosedAgreesToGiveUp() {
        List<String> words = new ArrayList<>();
        for (Execution execution : Execution.values()) {
            words.add(execution.wireName() + ": " + text(Meaning.ofCancel(said(execution, false))));
        }
        assertThat(words)
                .containsExactly(
                        "closed: CANCELED cancelled",
                        "proceeding: RUNNING alive",
                        "canceled: WARNING alive",
                        "scheduled: RUNNING alive",
                        "rejected: CANCEL_REJECTED goes on",
                        "resumed: RUNNING alive",
                        "downloaded: RUNNING alive",
                        "download: RUNNING alive");
        assertThat(text(Meaning.ofCancel(said(Execution.CLOSED, true)))).isEqualTo("ERROR goes on");
    }

    private static Feedback said(Execution execution, boolean failure) {
        return new Feedback(execution, failure, List.of());
    }

    private static String text(Meaning meaning) {
        return meaning.status() + " "
                + switch (meaning.effect()) {
                    case Meaning.Effect.Step step -> step.next().wireName();
                    case Meaning.Effect.Alive _ -> "alive";
                    case Meaning.Effect.GoesOn _ -> "goes on";
                };
    }
}
