package robotaxi.ota.artifact.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the bytes of releases are. */
@ConfigMapping(prefix = "ota.artifacts")
interface ArtifactConfig {
    /** Folder of the content-addressed store; made when missing. */
    Path folder();

    /** Longest artifact that is taken, bytes. */
    @WithDefault("34359738368")
    long maxBytes();
}
