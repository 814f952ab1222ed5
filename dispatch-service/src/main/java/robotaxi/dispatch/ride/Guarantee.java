package robotaxi.dispatch.ride;

import java.util.Locale;

/**
 * How sure it is that the rider of a ride for later is met in time.
 *
 * <pre>
 *   pending ──▶ guaranteed ◀──▶ at-risk ──▶ broken
 *                    └──────────────┴──▶ kept, broken       (a car is there)
 * </pre>
 */
public enum Guarantee {
    /** The time is too far away to be judged. */
    PENDING,
    /** By all that is known now a car is there in time. */
    GUARANTEED,
    /** By all that is known now no car is there in time: an operator should look. */
    AT_RISK,
    /** No car was there in time. */
    BROKEN,
    /** A car was there in time. */
    KEPT;

    /** A promise counts as much as a minute of somebody's waiting. */
    private static final int PROMISED_MILLIS = 60_000;

    private static final int AT_RISK_MILLIS = 600_000;

    /** What a ride's promise adds to the price of leaving it without a car: milliseconds of waiting. */
    static int priorityMillis(Ride ride) {
        Appointment appointment = ride.appointment();
        if (appointment == null || appointment.metAt() != null) {
            return 0;
        }
        return switch (appointment.guarantee()) {
            case AT_RISK, BROKEN -> AT_RISK_MILLIS;
            case PENDING, GUARANTEED, KEPT -> PROMISED_MILLIS;
        };
    }

    /** As the API writes it, for instance {@code at-risk}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
