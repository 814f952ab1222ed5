package robotaxi.onboard.shadow;

import java.util.regex.Pattern;

/** What a sentence gives as its reason, roughly: words may differ where the reason is the same. */
public enum ReasonClass {
    /** An emergency vehicle. */
    EMERGENCY("emergency|ambulance|police|fire"),
    /** A light, a sign or a hand that says so. */
    SIGNAL("light|red|green|sign|signal|signals|hand|gesture"),
    /** Somebody who is easily hurt. */
    VULNERABLE("pedestrian|person|child|cyclist|scooter|worker"),
    /** Something in the way that does not drive. */
    OBSTACLE("parked|cone|cones|construction|obstacle|stopped|barrier"),
    /** Others who drive. */
    TRAFFIC("vehicle|lead|car|truck|traffic|oncoming|braking|cut|cuts"),
    /** The road itself. */
    ROAD("curve|rain|junction"),
    /** Nothing: the way is free. */
    CLEAR("clear|free"),
    /** None of these. */
    OTHER("(?!)");

    private final Pattern words;

    ReasonClass(String words) {
        this.words = Pattern.compile("\\b(" + words + ")\\b");
    }

    /** Of a sentence; the first that fits. */
    public static ReasonClass of(String sentence) {
        for (ReasonClass each : values()) {
            if (each.words.matcher(sentence).find()) {
                return each;
            }
        }
        return OTHER;
    }
}
