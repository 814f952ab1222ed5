package robotaxi.incident.evidence.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where evidence is kept, and what uploads may be. */
@ConfigMapping(prefix = "incident.evidence")
interface EvidenceConfig {
    /** Folder of blobs, uploads under way and quarantine; made when missing. */
    Path folder();

    /** Longest recording that is taken, bytes. */
    @WithDefault("1073741824")
    long maxUploadBytes();

    /** What one car may send on a day (UTC), bytes. A car keeps to a lower figure by itself. */
    @WithDefault("8589934592")
    long dailyBytes();

    /** How long an upload may go without an end. */
    @WithDefault("P7D")
    Duration uploadExpiry();

    /** How often complete uploads that were cut off by a crash are finished, and expired ones removed. */
    @WithDefault("PT30S")
    Duration sweep();
}
