package robotaxi.benchmarks.market;

import java.util.random.RandomGenerator;

/** Places at roads of Monaco, latitude and longitude in degrees. */
final class Places {
    private static final double[][] ALL = {
        {43.7396, 7.4276}, {43.7325, 7.4189}, {43.7371, 7.4217}, {43.7384, 7.4246}, {43.7349, 7.4206}, {43.7412, 7.4301}
    };

    private Places() {}

    static double[] any(RandomGenerator chance) {
        return ALL[chance.nextInt(ALL.length)];
    }

    /** Somewhere between two of them: the city is dense enough that a road is near. */
    static double[] between(RandomGenerator chance) {
        double[] a = any(chance);
        double[] b = any(chance);
        double share = chance.nextDouble();
        return new double[] {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])};
    }
}
