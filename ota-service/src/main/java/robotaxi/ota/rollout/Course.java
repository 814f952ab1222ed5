package robotaxi.ota.rollout;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.driving.DrivingTerms;

/**
 * How a rollout goes through its cars.
 *
 * @param wavePercents which share of its cars each wave reaches with those before it, growing to 100; cars are drawn by a hash of
 *     their ids with the rollout's, so that the same cars are not always first
 * @param successPercent share of a wave that must have committed before the next begins
 * @param failurePercent share of a wave beyond which failed, rolled back and lost cars hold the rollout
 * @param gated whether it waits for evidence and approvals before its first car
 * @param driving how its cars' driving stops it or lets it go on, or null for not at all
 * @param onBreach what becomes of the rollout when too much fails or it drives worse
 */
public record Course(
        List<Integer> wavePercents,
        int successPercent,
        int failurePercent,
        boolean gated,
        @Nullable DrivingTerms driving,
        Breach onBreach) {
    /** All cars at once, whatever comes of them. */
    public static final Course AT_ONCE = new Course(List.of(100), 100, 100, false);

    private static final int ALL = 100;

    /** Refuses shares that do not grow to all cars. */
    public Course {
        wavePercents = List.copyOf(wavePercents);
        int reached = 0;
        for (int percent : wavePercents) {
            if (percent <= reached) {
                throw new IllegalArgumentException("each wave reaches more cars than the one before");
            }
            reached = percent;
        }
        if (reached != ALL) {
            throw new IllegalArgumentException("the last wave reaches 100 %");
        }
        if (successPercent < 0 || successPercent > ALL || failurePercent < 0 || failurePercent > ALL) {
            throw new IllegalArgumentException("a threshold is a share of 0 to 100 %");
        }
    }

    /** A course on which driving is not looked at, and that a breach pauses. */
    public Course(List<Integer> wavePercents, int successPercent, int failurePercent, boolean gated) {
        this(wavePercents, successPercent, failurePercent, gated, null, Breach.PAUSE);
    }

    /** What becomes of a rollout whose threshold is crossed. */
    public enum Breach {
        /** A person decides. */
        PAUSE(RolloutAct.PAUSE),
        /** Cars that run the release get the one before it. */
        ROLL_BACK(RolloutAct.ROLL_BACK);

        private final RolloutAct act;

        Breach(RolloutAct act) {
            this.act = act;
        }

        /** What is done to the rollout. */
        public RolloutAct act() {
            return act;
        }

        /** As the API names it. */
        public String wireName() {
            return act.wireName();
        }

        /**
         * The one of a name of the API's.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Breach ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(breach -> breach.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("onBreach is pause or roll-back"));
        }
    }

    /** How many waves there are. */
    public int waves() {
        return wavePercents.size();
    }

    /** What people call a wave: the first of several is the canary, the last is general. */
    public String stage(int wave) {
        return wave == waves() ? "general" : wave == 1 ? "canary" : "wave-" + wave;
    }

    /** What is to be done after so many cars of a wave have come to an end. */
    public Verdict judge(WaveCount count) {
        if (count.failed() * ALL > (long) failurePercent * count.total()) {
            return Verdict.HOLD;
        }
        return count.total() == 0 || count.committed() * ALL >= (long) successPercent * count.total()
                ? Verdict.NEXT
                : Verdict.WAIT;
    }

    /**
     * How a wave stands.
     *
     * @param total its cars, but for the cancelled
     * @param committed those that run the release
     * @param failed those that failed, rolled back or were lost
     */
    public record WaveCount(long total, long committed, long failed) {}

    /** What a wave's ends mean for the rollout. */
    public enum Verdict {
        /** Too much has failed. */
        HOLD,
        /** Enough has succeeded. */
        NEXT,
        /** Neither yet. */
        WAIT
    }
}
