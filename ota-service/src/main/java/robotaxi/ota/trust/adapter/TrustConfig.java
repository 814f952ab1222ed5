package robotaxi.ota.trust.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys that the service itself signs with. The offline keys never come here. */
@ConfigMapping(prefix = "ota.trust")
public interface TrustConfig {
    /** Key files of the snapshot role, by comma: the TUF key object with keyval.private. The first that the root lists is used. */
    List<Path> snapshotKeyFile();

    /** Key files of the timestamp role. */
    List<Path> timestampKeyFile();

    /** Key files of the director, for its targets, snapshots and timestamps. */
    List<Path> directorKeyFile();

    /** How long a timestamp counts: how long a car may be kept from news. */
    @WithDefault("PT24H")
    Duration timestampLifetime();

    /** How long a snapshot counts. */
    @WithDefault("P7D")
    Duration snapshotLifetime();

    /** How long what a car was directed to counts. */
    @WithDefault("P31D")
    Duration targetsLifetime();

    /** How often the service looks whether it must sign anew. */
    @WithDefault("PT1M")
    Duration renewalCheck();
}
