package robotaxi.benchmarks.supervisor;

/**
 * Responsibility-sensitive safety by its formulas (Shalev-Shwartz, Shammah, Shashua: On a Formal Model of Safe and Scalable
 * Self-driving Cars, arXiv 1708.06374, lemmas 2 and 4), with the parameters below; written apart from the supervisor's own.
 */
final class Rss {
    /** Response time, seconds. */
    static final double RHO = 0.5;

    /** What the car may still accelerate while it responds, metres a second squared. */
    static final double A_MAX = 1.5;

    /** The least that a car which responds brakes. */
    static final double B_MIN = 4.0;

    private static final double B_MAX = 8.0;
    private static final double LATERAL_A = 0.2;
    private static final double LATERAL_B = 0.8;
    private static final double MU = 0.1;

    private Rss() {}

    /** Least gap to somebody ahead who drives the same way. */
    static double sameDirection(double rear, double front) {
        double after = rear + RHO * A_MAX;
        return Math.max(
                0, rear * RHO + A_MAX * RHO * RHO / 2 + after * after / (2 * B_MIN) - front * front / (2 * B_MAX));
    }

    /** Least gap to somebody who comes towards us, with both speeds positive; he brakes as we do. */
    static double opposite(double own, double other) {
        double ownAfter = own + RHO * A_MAX;
        double otherAfter = other + RHO * A_MAX;
        return (own + ownAfter) / 2 * RHO
                + ownAfter * ownAfter / (2 * B_MIN)
                + (other + otherAfter) / 2 * RHO
                + otherAfter * otherAfter / (2 * B_MIN);
    }

    /** Least gap to the side, with speeds towards each other positive. */
    static double lateral(double ownTowards, double otherTowards) {
        return MU + Math.max(0, part(ownTowards) + part(otherTowards));
    }

    private static double part(double towards) {
        double after = towards + RHO * LATERAL_A;
        return (towards + after) / 2 * RHO + Math.signum(after) * after * after / (2 * LATERAL_B);
    }

    /** A lateral speed after so many seconds of the least lateral braking. */
    static double afterLateralBraking(double across, double seconds) {
        return Math.signum(across) * Math.max(0, Math.abs(across) - LATERAL_B * seconds);
    }
}
