package robotaxi.onboard.update;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * From which slot the car starts, and what lies in the other. The state is one small file that is replaced as a whole, so that a
 * power cut leaves the car in one of these states and never between two.
 * <pre>
 *              {@link Settled#free free}         {@link Settled#stage stage}           {@link Settled#begin begin}
 *   Settled ─────────▶ Settled ─────────▶ Settled, staged ─────────▶ OnTrial ◀─┐ {@link OnTrial#startAgain startAgain}
 *      ▲                                    │ {@link Settled#drop drop}                   │ │  └────┘
 *      ├────────────────────────────────────┘                        │ │
 *      │                                      {@link OnTrial#commit commit}          │ │
 *      ├─────────────────────────────────────────────────────────────┘ │
 *      │                                    {@link OnTrial#takeBack takeBack}          │
 *      └───────────────────────────────────────────────────────────────┘
 * </pre>
 */
public sealed interface SlotState {
    /** How often a release on trial may be started before it is given up. */
    int MOST_STARTS = 3;

    /** What the next start uses. */
    Image running();

    /** Whether a slot holds what somebody may still rely on. */
    boolean names(Slot slot);

    /** The state of a car that never was updated. */
    static Settled first() {
        return new Settled(Image.SHIPPED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A release was given up, and the one before drives again.
     *
     * @param image what was given up
     * @param code machine-readable reason
     */
    record Fall(Image image, String code, String detail) {}

    /**
     * The car runs a release for good.
     *
     * @param staged lies verified in the other slot and waits for a safe moment
     * @param previous lies in the other slot and drove before
     * @param fall the last update's bad end, until the next one begins
     */
    record Settled(Image running, Optional<Image> staged, Optional<Image> previous, Optional<Fall> fall)
            implements SlotState {
        /** Nothing in the other slot counts any more: it may be written. */
        public Settled free() {
            return new Settled(running, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** What was staged is not wanted any more. */
        public Settled drop() {
            return new Settled(running, Optional.empty(), previous, fall);
        }

        @Override
        public boolean names(Slot slot) {
            return Stream.of(Optional.of(running), staged, previous)
                    .flatMap(Optional::stream)
                    .anyMatch(image -> image.slot() == slot);
        }

        /** The other slot was written and verified. */
        public Settled stage(Image image) {
            return new Settled(running, Optional.of(image), Optional.empty(), Optional.empty());
        }

        /** The release that drove before is wanted again: it lies verified where it always was. */
        public Settled stagePrevious(String rolloutId) {
            Image before = previous.orElseThrow();
            return stage(
                    new Image(before.slot(), before.releaseId(), before.manifestSha256(), rolloutId, before.target()));
        }

        /** From now on the staged release drives, on trial. */
        public OnTrial begin() {
            return new OnTrial(staged.orElseThrow(), running, 1);
        }

        /** What runs is broken: back to what drove before if it is whole, or else to what came with the program. */
        public Settled fallBack(boolean isPreviousWhole, String code, String detail) {
            Image next = previous.filter(_ -> isPreviousWhole).orElse(Image.SHIPPED);
            return new Settled(next, Optional.empty(), Optional.empty(), Optional.of(new Fall(running, code, detail)));
        }
    }

    /**
     * A new release drives until it has proven itself.
     *
     * @param before drives again if it does not
     * @param starts how often it was started; counted before each start
     */
    record OnTrial(Image running, Image before, int starts) implements SlotState {
        @Override
        public boolean names(Slot slot) {
            return running.slot() == slot || before.slot() == slot;
        }

        /** Whether it may be started once more. */
        public boolean mayStartAgain() {
            return starts < MOST_STARTS;
        }

        /** Counts one more start. */
        public OnTrial startAgain() {
            return new OnTrial(running, before, starts + 1);
        }

        /** It is good for good. */
        public Settled commit() {
            Optional<Image> previous = before.isShipped() ? Optional.empty() : Optional.of(before);
            return new Settled(running, Optional.empty(), previous, Optional.empty());
        }

        /** The release before drives again. */
        public Settled takeBack(String code, String detail) {
            return new Settled(
                    before, Optional.empty(), Optional.empty(), Optional.of(new Fall(running, code, detail)));
        }
    }
}
