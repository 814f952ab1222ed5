package robotaxi.onboard.recorder;

import java.util.Locale;
import java.util.Optional;

/** What makes a moment worth keeping, and for how long its like is held back after one: a trigger that chatters floods nobody. */
public enum Trigger {
    /** Contact with something. */
    COLLISION(Worth.REPORTABLE, 10),
    /** Braking harder than 3.5 m/s2. */
    HARD_BRAKE(Worth.EDGE_CASE, 10),
    /** The supervisor drives instead of the model. */
    DISENGAGEMENT(Worth.EDGE_CASE, 60),
    /** The supervisor stops the car. */
    MINIMAL_RISK_MANOEUVRE(Worth.EDGE_CASE, 10),
    /** The car stands with a mission and nothing keeps it. */
    STUCK(Worth.EDGE_CASE, 120),
    /** An emergency vehicle is near. */
    EMERGENCY_VEHICLE(Worth.EDGE_CASE, 120),
    /** Somebody in the car pressed the button. */
    RIDER_REPORT(Worth.EDGE_CASE, 10),
    /** The model failed to run. */
    MODEL_FAULT(Worth.EDGE_CASE, 60),
    /** The model was not sure. */
    MODEL_UNSURE(Worth.ROUTINE, 300),
    /** The supervisor refused a plan. */
    ENVELOPE_VETO(Worth.ROUTINE, 60),
    /** A candidate would have driven otherwise. */
    SHADOW_DISAGREEMENT(Worth.ROUTINE, 300),
    /** The car asked a person. */
    ASSISTANCE(Worth.EDGE_CASE, 1),
    /** A person marked it. */
    BOOKMARK(Worth.EDGE_CASE, 1);

    private static final long SECOND_US = 1_000_000;

    private final Worth worth;
    private final long quietUs;

    /** What a clip is worth, the best first: what is worth least goes first where there is no room. */
    public enum Worth {
        /** Somebody must be told of it: never let go. */
        REPORTABLE,
        /** Rare and telling. */
        EDGE_CASE,
        /** There will be more. */
        ROUTINE
    }

    Trigger(Worth worth, long quietSeconds) {
        this.worth = worth;
        this.quietUs = quietSeconds * SECOND_US;
    }

    /** What a clip of it is worth. */
    public Worth worth() {
        return worth;
    }

    /** How long its like is held back after one, microseconds. */
    public long quietUs() {
        return quietUs;
    }

    /** As clips and the fleet name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The trigger of that name, if this agent knows it. */
    public static Optional<Trigger> find(String wireName) {
        for (Trigger trigger : values()) {
            if (trigger.wireName().equals(wireName)) {
                return Optional.of(trigger);
            }
        }
        return Optional.empty();
    }
}
