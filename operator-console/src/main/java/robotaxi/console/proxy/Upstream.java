package robotaxi.console.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A service behind the console. */
public enum Upstream {
    /** Rides, fleet and city. */
    DISPATCH,
    /** The register of cars and the ledger of commands. */
    GATEWAY,
    /** Releases and rollouts. */
    OTA,
    /** Incidents and their evidence. */
    INCIDENT;

    /** The service that a path names. */
    public static Optional<Upstream> find(String pathName) {
        return Arrays.stream(values())
                .filter(upstream -> upstream.name().toLowerCase(Locale.ROOT).equals(pathName))
                .findFirst();
    }
}
