package robotaxi.ota.trust.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The keys that the service itself signs with. The offline keys never come here. */
@ConfigMapping(prefix = "ota.trust")
interface TrustConfig {
    /** Key file of the snapshot role: the TUF key object with keyval.private. */
    Path snapshotKeyFile();

    /** Key file of the timestamp role. */
    Path timestampKeyFile();

    /** How long a timestamp counts: how long a car may be kept from news. */
    @WithDefault("PT24H")
    Duration timestampLifetime();

    /** How long a snapshot counts. */
    @WithDefault("P7D")
    Duration snapshotLifetime();

    /** How often the service looks whether it must sign anew. */
    @WithDefault("PT1M")
    Duration renewalCheck();
}
