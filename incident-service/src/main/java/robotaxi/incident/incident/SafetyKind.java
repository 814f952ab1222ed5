package robotaxi.incident.incident;

import java.util.Locale;

/** What kind of moment it was, as the car says. */
public enum SafetyKind {
    /** Contact with something. */
    COLLISION,
    /** Braking harder than 3.5 m/s2. */
    HARD_BRAKE,
    /** The model gave up control, or lost it. */
    DISENGAGEMENT,
    /** The supervisor stopped the car. */
    MINIMAL_RISK_MANOEUVRE,
    /** The model failed to run. */
    MODEL_FAULT,
    /** The supervisor refused a plan. */
    ENVELOPE_VETO,
    /** A candidate would have driven otherwise. */
    SHADOW_DISAGREEMENT,
    /** The car stood with a mission and nothing kept it. */
    STUCK,
    /** An emergency vehicle was near. */
    EMERGENCY_VEHICLE,
    /** Somebody in the car pressed the button. */
    RIDER_REPORT,
    /** The model was not sure. */
    MODEL_UNSURE,
    /** The car asked a person what to do. */
    ASSISTANCE,
    /** A person marked it. */
    BOOKMARK;

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the API's name. */
    public static SafetyKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
