package robotaxi.ota.ddi.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How devices that ask for themselves are met. */
@ConfigMapping(prefix = "ota.ddi")
interface DdiConfig {
    /** First part of every path. */
    @WithDefault("default")
    String tenant();

    /** Address under which devices find this service, without a slash at its end; without it, the one that they asked. */
    Optional<String> address();

    /** How long a device shall rest between two polls, from a second to under a day. */
    @WithDefault("PT5M")
    Duration polling();

    /** How much later than that a device may be before it counts as not connected. */
    @WithDefault("PT5M")
    Duration overdue();

    /** A secret that may act for every device; without it, none may. */
    Optional<String> gatewayToken();

    /** Attribute by which a device that nobody registered names its hardware. */
    @WithDefault("hardware-id")
    String hardwareAttribute();

    /** Requests that may wait for the database at once; one more is told to come again. */
    @WithDefault("64")
    int mostAtOnce();

    /** How often the times of the last polls are written down. */
    @WithDefault("PT10S")
    Duration pollsWritten();
}
