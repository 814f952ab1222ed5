package robotaxi.ota.shadow;

import java.util.ArrayList;
import java.util.List;

/**
 * What a shadow must have shown before it may drive.
 *
 * @param leastMoments that both had a plan for
 * @param mostErrorMetres of the mean distance of the paths
 * @param leastAgreement share of moments with the same intent
 * @param mostExtraDiscomfort share of moments, beyond what drove
 * @param mostFaults share of moments without a plan
 */
public record ShadowTerms(
        long leastMoments,
        double mostErrorMetres,
        double leastAgreement,
        double mostExtraDiscomfort,
        double mostFaults) {

    /** What is missing; empty when nothing is. */
    public List<String> missing(ShadowSums seen) {
        List<String> missing = new ArrayList<>();
        if (seen.moments() < leastMoments) {
            missing.add("%d moments of %d".formatted(seen.moments(), leastMoments));
        }
        if (seen.meanErrorMetres() > mostErrorMetres) {
            missing.add(
                    "paths are %.2f m apart, %.2f m are allowed".formatted(seen.meanErrorMetres(), mostErrorMetres));
        }
        if (seen.intentAgreement() < leastAgreement) {
            missing.add("%.1f %% of the same intent, %.1f %% are needed"
                    .formatted(100 * seen.intentAgreement(), 100 * leastAgreement));
        }
        if (seen.extraDiscomfort() > mostExtraDiscomfort) {
            missing.add("%.2f %% more moments of discomfort".formatted(100 * seen.extraDiscomfort()));
        }
        if (seen.faultShare() > mostFaults) {
            missing.add("no plan at %.2f %% of the moments".formatted(100 * seen.faultShare()));
        }
        return missing;
    }
}
