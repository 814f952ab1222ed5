package robotaxi.benchmarks.manhattan;

/** What driving takes and charging gives, by the published tables. */
final class Battery {
    static final double CAPACITY_KWH = 50;
    static final double FULL_KWH = 49.9;
    static final double IDLE_KWH_PER_STEP = 0.8 / 60;
    private static final double MOST_KW = 50;
    private static final double KM_PER_MILE = 1.609_344;
    private static final double NOMINAL_KWH_PER_KM = 0.225 / KM_PER_MILE;

    private final Curve consumption;
    private final Curve power;

    Battery(Curve consumption, Curve power) {
        this.consumption = consumption;
        this.power = power;
    }

    /** Energy for a stretch. */
    double kwh(double metres, double kmph) {
        return metres / 1_000 * NOMINAL_KWH_PER_KM * consumption.at(kmph / KM_PER_MILE);
    }

    /** Kilometres that an energy is good for, by the published rule of thumb. */
    static double rangeKm(double kwh) {
        return kwh / NOMINAL_KWH_PER_KM;
    }

    /** Energy after a minute at a plug. */
    double charged(double kwh, double plugKw, boolean isFast) {
        double kw = isFast ? Math.min(plugKw, power.at(kwh / CAPACITY_KWH) * MOST_KW) : plugKw;
        return Math.min(CAPACITY_KWH, kwh + kw / 60);
    }

    /** Straight lines between points, flat outside. */
    static final class Curve {
        private final double[] x;
        private final double[] y;

        Curve(double[] x, double[] y) {
            this.x = x;
            this.y = y;
        }

        double at(double where) {
            if (where <= x[0]) {
                return y[0];
            }
            for (int i = 1; i < x.length; i++) {
                if (where <= x[i]) {
                    return y[i - 1] + (y[i] - y[i - 1]) * (where - x[i - 1]) / (x[i] - x[i - 1]);
                }
            }
            return y[y.length - 1];
        }
    }
}
