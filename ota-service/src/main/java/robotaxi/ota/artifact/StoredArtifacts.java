package robotaxi.ota.artifact;

import java.nio.file.Path;
import java.util.Optional;

/** What is known of artifacts beside their names. */
public interface StoredArtifacts {
    /** An artifact with all its digests; empty while the weaker ones are still being made. */
    Optional<StoredArtifact> find(ContentHash hash);

    /** Where its bytes lie. */
    Path path(ContentHash hash);
}
