package robotaxi.ota.release;

import java.util.regex.Pattern;
import robotaxi.kit.problem.FleetException;

/**
 * Id of a release, "name@version".
 *
 * @param name for instance "city-reflex"
 * @param version for instance "1.1.0"
 */
public record ReleaseId(String name, String version) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** Refuses what could not stand in a path or a topic key. */
    public ReleaseId {
        if (!PART.matcher(name).matches() || !PART.matcher(version).matches()) {
            throw new FleetException(ReleaseError.MALFORMED, "name and version: letters, digits, . _ + -, at most 64");
        }
    }

    /** Reads "name@version". */
    public static ReleaseId parse(String id) {
        int at = id.indexOf('@');
        if (at < 0) {
            throw new FleetException(ReleaseError.UNKNOWN, id);
        }
        return new ReleaseId(id.substring(0, at), id.substring(at + 1));
    }

    /** "name@version". */
    public String value() {
        return name + "@" + version;
    }
}
