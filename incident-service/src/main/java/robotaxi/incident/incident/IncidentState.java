package robotaxi.incident.incident;

import java.util.Locale;

/** How far people are with an incident; {@link IncidentAct} says what leads from one to another. */
public enum IncidentState {
    /** Nobody has looked yet. */
    CAPTURED,
    /** Somebody has looked. */
    TRIAGED,
    /** Somebody finds out why. */
    INVESTIGATING,
    /** The cause has its names; training finds it by them. */
    LABELLED,
    /** A change that is to mend it is named. */
    FIX_LINKED,
    /** That change was shown to mend it. */
    REGRESSION,
    /** Over. */
    CLOSED;

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the API's name. */
    public static IncidentState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
