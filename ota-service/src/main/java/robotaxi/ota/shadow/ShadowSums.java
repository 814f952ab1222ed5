package robotaxi.ota.shadow;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Comparisons of a candidate with what drove, summed.
 *
 * @param moments at which both had a plan
 * @param averageErrors moments whose paths were on average up to 0.25, 0.5, 1, 2, 4, 8 metres apart, and more
 * @param finalErrors the same of the paths' ends
 * @param faults moments at which the candidate had no plan
 */
public record ShadowSums(
        long moments,
        List<Long> averageErrors,
        List<Long> finalErrors,
        double averageErrorSumMetres,
        double finalErrorSumMetres,
        double accelerationSum,
        double curvatureSum,
        long sameIntent,
        long sameReason,
        long activeUncomfortable,
        long candidateUncomfortable,
        long faults) {
    /** Copies. */
    public ShadowSums {
        averageErrors = List.copyOf(averageErrors);
        finalErrors = List.copyOf(finalErrors);
    }

    /** Nothing yet. */
    public static final ShadowSums NONE = new ShadowSums(0, List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public ShadowSums plus(ShadowSums other) {
        return new ShadowSums(
                moments + other.moments,
                added(averageErrors, other.averageErrors),
                added(finalErrors, other.finalErrors),
                averageErrorSumMetres + other.averageErrorSumMetres,
                finalErrorSumMetres + other.finalErrorSumMetres,
                accelerationSum + other.accelerationSum,
                curvatureSum + other.curvatureSum,
                sameIntent + other.sameIntent,
                sameReason + other.sameReason,
                activeUncomfortable + other.activeUncomfortable,
                candidateUncomfortable + other.candidateUncomfortable,
                faults + other.faults);
    }

    private static List<Long> added(List<Long> a, List<Long> b) {
        int bins = Math.max(a.size(), b.size());
        return IntStream.range(0, bins)
                .mapToObj(i -> (i < a.size() ? a.get(i) : 0) + (i < b.size() ? b.get(i) : 0))
                .toList();
    }

    /** Mean distance of the paths, metres. */
    public double meanErrorMetres() {
        return moments == 0 ? 0 : averageErrorSumMetres / moments;
    }

    /** Share of all moments at which the candidate had no plan. */
    public double faultShare() {
        return moments + faults == 0 ? 0 : (double) faults / (moments + faults);
    }

    /** By how much more often the candidate would have been uncomfortable, as a share of the moments. */
    public double extraDiscomfort() {
        return moments == 0 ? 0 : (double) (candidateUncomfortable - activeUncomfortable) / moments;
    }

    /** Share of the moments with the same intent. */
    public double intentAgreement() {
        return moments == 0 ? 0 : (double) sameIntent / moments;
    }
}
