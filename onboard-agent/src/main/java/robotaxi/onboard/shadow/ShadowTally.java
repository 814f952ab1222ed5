package robotaxi.onboard.shadow;

/** What comparisons amount to, for one pair of releases in one place. Not safe for several threads. */
public final class ShadowTally {
    private static final double[] BOUNDS_METRES = {0.25, 0.5, 1, 2, 4, 8};

    private final int[] averageErrors = new int[BOUNDS_METRES.length + 1];
    private final int[] finalErrors = new int[BOUNDS_METRES.length + 1];
    private int moments;
    private int sameIntent;
    private int sameReason;
    private int activeUncomfortable;
    private int candidateUncomfortable;
    private int faults;
    private double averageErrorSum;
    private double finalErrorSum;
    private double accelerationSum;
    private double curvatureSum;

    /**
     * The sums.
     *
     * @param averageErrors comparisons up to 0.25, 0.5, 1, 2, 4, 8 metres, and beyond
     * @param faults moments at which the candidate had no plan
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Sums(
            int moments,
            int[] averageErrors,
            int[] finalErrors,
            double averageErrorSum,
            double finalErrorSum,
            double accelerationSum,
            double curvatureSum,
            int sameIntent,
            int sameReason,
            int activeUncomfortable,
            int candidateUncomfortable,
            int faults) {}

    /** One more. */
    public void add(Comparison comparison) {
        moments++;
        averageErrors[bin(comparison.averageErrorMetres())]++;
        finalErrors[bin(comparison.finalErrorMetres())]++;
        averageErrorSum += comparison.averageErrorMetres();
        finalErrorSum += comparison.finalErrorMetres();
        accelerationSum += comparison.accelerationDifference();
        curvatureSum += comparison.curvatureDifference();
        sameIntent += comparison.sameIntent() ? 1 : 0;
        sameReason += comparison.sameReason() ? 1 : 0;
        activeUncomfortable += comparison.activeUncomfortable() ? 1 : 0;
        candidateUncomfortable += comparison.candidateUncomfortable() ? 1 : 0;
    }

    /** The candidate had no plan. */
    public void fault() {
        faults++;
    }

    /** Moments of either kind. */
    public int seen() {
        return moments + faults;
    }

    private static int bin(double metres) {
        for (int i = 0; i < BOUNDS_METRES.length; i++) {
            if (metres <= BOUNDS_METRES[i]) {
                return i;
            }
        }
        return BOUNDS_METRES.length;
    }

    /** All so far. */
    public Sums sums() {
        return new Sums(
                moments,
                averageErrors.clone(),
                finalErrors.clone(),
                averageErrorSum,
                finalErrorSum,
                accelerationSum,
                curvatureSum,
                sameIntent,
                sameReason,
                activeUncomfortable,
                candidateUncomfortable,
                faults);
    }
}
