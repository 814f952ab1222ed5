package robotaxi.ota.driving;

import java.util.List;

/**
 * Whether a release has more events a kilometre than those that drive at the same time: a mixture of sequential probability ratios, an
 * e-process, that may be looked at at any time. Given that an event happened in a stratum, it is the release's with probability
 * {@code p(r) = t r / (1 + t r)}, {@code t} being the release's kilometres over the others' and {@code r} the true ratio of rates.
 * The evidence is the mean, over ratios {@code r} from 1.1 to 4, of the product over all events of how much likelier {@code r} makes
 * each than {@code r = 1} does. While the release is no worse, it ever reaches {@code 1/alpha} with probability at most
 * {@code alpha} (Ville's inequality), however often one looks; changes of rate that all releases share cancel.
 *
 * @see <a href="https://arxiv.org/abs/2011.03567">Lindon, Malek: Anytime-Valid Inference for Multinomial Count Data, NeurIPS 2022</a>
 */
public final class RateTest {
    private static final int RATIOS = 40;
    private static final double LEAST_RATIO = 1.1;
    private static final double MOST_RATIO = 4;

    private RateTest() {}

    /** Natural logarithm of the evidence that the release is worse, from strata of one kind of event. */
    public static double logEvidence(List<Driven> strata) {
        double[] logs = new double[RATIOS];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < RATIOS; i++) {
            double ratio = ratio(i);
            for (Driven stratum : strata) {
                if (stratum.kilometres() > 0 && stratum.controlKilometres() > 0) {
                    double share = stratum.kilometres() / stratum.controlKilometres();
                    double other = Math.log((1 + share) / (1 + share * ratio));
                    logs[i] += stratum.events() * (Math.log(ratio) + other) + stratum.controlEvents() * other;
                }
            }
            most = Math.max(most, logs[i]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / RATIOS);
    }

    private static double ratio(int i) {
        return LEAST_RATIO * Math.pow(MOST_RATIO / LEAST_RATIO, i / (RATIOS - 1.0));
    }
}
