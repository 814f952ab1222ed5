package robotaxi.ota.driving;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long a release must be watched: the exposure after which one that is so much worse has been stopped in so many of all cases, found
 * by running {@link RateTest} on drawn events. Always the same for the same question.
 */
public final class ExposureNeeded {
    private static final int RUNS = 4_000;
    private static final long SEED = 20_261_122L;
    /** No rollout waits for more: a ratio that needs it cannot be found in this way. */
    private static final double MOST_EVENTS = 500;

    private ExposureNeeded() {}

    /**
     * Events that would be expected on the release's kilometres if it were as good as the others.
     *
     * @param ratio how many times as many it has
     * @param share its kilometres over the others'
     * @param alpha how seldom a good release may be stopped
     * @param power how often the bad one must be
     */
    public static double events(double ratio, double share, double alpha, double power) {
        var chance = new SplittableRandom(SEED);
        double[] stops = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            stops[run] = stop(ratio, share, Math.log(1 / alpha), chance);
        }
        Arrays.sort(stops);
        return stops[(int) Math.ceil(power * RUNS) - 1];
    }

    private static double stop(double ratio, double share, double bound, SplittableRandom chance) {
        double rate = ratio + 1 / share;
        double exposure = 0;
        long own = 0;
        long others = 0;
        while (exposure < MOST_EVENTS) {
            exposure -= Math.log(1 - chance.nextDouble()) / rate;
            if (chance.nextDouble() * rate < ratio) {
                own++;
                // Others' events only weaken the evidence: it can pass the bound at the release's own alone.
                if (RateTest.logEvidence(List.of(new Driven(share, own, 1, others))) >= bound) {
                    return exposure;
                }
            } else {
                others++;
            }
        }
        return MOST_EVENTS;
    }
}
