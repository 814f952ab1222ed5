package robotaxi.onboard.shadow;

import robotaxi.onboard.model.Intent;
import robotaxi.onboard.model.Plan;

/**
 * A candidate's plan beside the one that drives.
 *
 * @param averageErrorMetres mean distance of the two paths over 6.4 s
 * @param finalErrorMetres their distance at the end
 * @param accelerationDifference mean over 3 s, m/s2
 * @param curvatureDifference mean over 3 s, 1/m
 * @param isBig worth a look by a person
 */
public record Comparison(
        double averageErrorMetres,
        double finalErrorMetres,
        double accelerationDifference,
        double curvatureDifference,
        boolean sameIntent,
        boolean sameReason,
        boolean activeUncomfortable,
        boolean candidateUncomfortable,
        boolean isBig) {
    private static final double BIG_METRES = 4;
    private static final int SOON = 30;

    /** At a speed. */
    public static Comparison of(Plan active, Plan candidate, double speed) {
        double[][] driven = active.actions().path(speed);
        double[][] shadow = candidate.actions().path(speed);
        double sum = 0;
        double last = 0;
        for (int k = 0; k < driven.length; k++) {
            last = Math.hypot(driven[k][0] - shadow[k][0], driven[k][1] - shadow[k][1]);
            sum += last;
        }
        double average = sum / driven.length;
        Intent activeIntent = Intent.of(active.actions(), speed);
        Intent candidateIntent = Intent.of(candidate.actions(), speed);
        return new Comparison(
                average,
                last,
                meanDifference(active.accelerations(), candidate.accelerations()),
                meanDifference(active.curvatures(), candidate.curvatures()),
                activeIntent.equals(candidateIntent),
                ReasonClass.of(active.reasoning()) == ReasonClass.of(candidate.reasoning()),
                Comfort.isLeftBy(active.actions(), speed),
                Comfort.isLeftBy(candidate.actions(), speed),
                average > BIG_METRES || activeIntent.isOppositeOf(candidateIntent));
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < SOON; k++) {
            sum += Math.abs(a[k] - b[k]);
        }
        return sum / SOON;
    }

    /** In one line. */
    public String words() {
        return "paths %.1f m apart on average, %.1f m at the end, %s"
                .formatted(averageErrorMetres, finalErrorMetres, sameIntent ? "same intent" : "another intent");
    }
}
