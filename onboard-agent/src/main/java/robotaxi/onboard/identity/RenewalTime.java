package robotaxi.onboard.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a certificate is renewed: after two thirds of its validity, and a little later by chance, so that a fleet which enrolled in
 * one hour does not come back in one.
 */
public final class RenewalTime {
    private static final double EARLIEST = 2.0 / 3;
    private static final double SPREAD = 1.0 / 12;

    private RenewalTime() {}

    /** Between 2/3 and 3/4 of the certificate's time. */
    public static Instant of(Instant notBefore, Instant notAfter, RandomGenerator random) {
        double share = EARLIEST + SPREAD * random.nextDouble();
        return notBefore.plusMillis(
                (long) (Duration.between(notBefore, notAfter).toMillis() * share));
    }
}
