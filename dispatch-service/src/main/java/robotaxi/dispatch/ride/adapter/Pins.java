package robotaxi.dispatch.ride.adapter;

import java.security.SecureRandom;
import java.util.Locale;

/** Four digits that nobody can foresee. */
final class Pins {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Pins() {}

    static String next() {
        return String.format(Locale.ROOT, "%04d", RANDOM.nextInt(10_000));
    }
}
