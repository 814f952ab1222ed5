package robotaxi.ota.ddi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a device does with an update, in the words of the Direct Device Integration API. */
public enum Execution {
    /** It has come to an end. */
    CLOSED,
    /** It works on it. */
    PROCEEDING,
    /** It has given up, or would like to. */
    CANCELED,
    /** It waits for its time. */
    SCHEDULED,
    /** It will not do what it was asked. */
    REJECTED,
    /** It went on after an interruption. */
    RESUMED,
    /** All bytes are there. */
    DOWNLOADED,
    /** Bytes come in. */
    DOWNLOAD;

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a name of the API's. */
    public static Optional<Execution> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(name))
                .findFirst();
    }
}
