package robotaxi.incident.liveview;

import java.util.Locale;

/** Where a view is. */
public enum ViewState {
    /** The car is not connected. */
    OFFLINE,
    /** An order is on its way. */
    ASKED,
    /** The car has taken it. */
    SHOWING,
    /** The car did not take it, or did not answer. */
    REFUSED;

    /** As people and the database read it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other way. */
    public static ViewState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
