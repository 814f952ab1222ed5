package robotaxi.dispatch.partner.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks are sent. */
@ConfigMapping(prefix = "robotaxi.webhooks")
interface WebhookConfig {
    /** Whether http and the machine itself are allowed: for tests and the local stack alone. */
    @WithDefault("false")
    boolean allowLoopback();

    /** Between two looks at what is due. */
    @WithDefault("PT0.5S")
    Duration look();

    /** An endpoint that has not answered by then has failed. */
    @WithDefault("PT15S")
    Duration patience();

    /** What an instance took to send and has not settled by then is sent again, by whichever lives; at least twice the patience. */
    @WithDefault("PT1M")
    Duration takenFor();

    /** Pause after the first failure; the further ones follow from it. */
    @WithDefault("PT5S")
    Duration firstRetry();

    /** An endpoint that has only failed for so long is disabled. */
    @WithDefault("P1D")
    Duration disableAfter();

    /** How long a secret holds beside the one that replaced it. */
    @WithDefault("P1D")
    Duration secretOverlap();
}
