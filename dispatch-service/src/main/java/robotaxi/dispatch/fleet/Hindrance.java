package robotaxi.dispatch.fleet;

import java.util.Locale;

/** Why a car cannot be given a ride at the moment. */
public enum Hindrance {
    /** Its link is down. */
    OFFLINE,
    /** It has not said where it is. */
    NO_POSITION,
    /** Its last telemetry is too old. */
    SILENT,
    /** Somebody sits in it. */
    OCCUPIED,
    /** It drives, is being updated, or stands where its supervisor stopped it. */
    BUSY,
    /** It has just enough charge for the way to a charger. */
    LOW_BATTERY,
    /** A ride has it. */
    SERVES_A_RIDE,
    /** It is held for an update. */
    HELD,
    /** It failed a moment ago and is left alone for a while. */
    RESTING,
    /** It is being cleaned, or on its way to be. */
    CLEANING,
    /** No road is near. */
    OFF_ROAD;

    /** As the API writes it, for instance {@code low-battery}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
