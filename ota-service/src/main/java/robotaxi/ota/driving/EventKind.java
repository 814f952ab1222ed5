package robotaxi.ota.driving;

import java.util.Locale;

/** Events by which releases are compared. */
public enum EventKind {
    /** The model gave up control, or lost it. */
    DISENGAGEMENT,
    /** The supervisor began a minimal-risk manoeuvre. */
    MINIMAL_RISK_MANOEUVRE,
    /** Braking harder than 3.5 m/s². */
    HARD_BRAKE,
    /** The car asked a person for advice. */
    ASSISTANCE;

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The one of a name of the API's.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EventKind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
