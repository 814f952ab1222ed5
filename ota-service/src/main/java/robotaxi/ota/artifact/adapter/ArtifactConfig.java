package robotaxi.ota.artifact.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the bytes of releases are. */
@ConfigMapping(prefix = "ota.artifacts")
interface ArtifactConfig {
    /** Folder of the content-addressed store; made when missing. */
    Path folder();

    /** Longest artifact that is taken, bytes. */
    @WithDefault("34359738368")
    long maxBytes();

    /** How long an upload may rest before what came of it is removed. */
    @WithDefault("PT24H")
    Duration uploadExpiry();

    /** How often uploads are looked at that a crash left whole, or whose time is over. */
    @WithDefault("PT30S")
    Duration sweep();
}
