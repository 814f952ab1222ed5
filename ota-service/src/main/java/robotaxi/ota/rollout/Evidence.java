package robotaxi.ota.rollout;

import java.util.Optional;

/** What has been shown of releases. */
@FunctionalInterface
public interface Evidence {
    /** Id of the newest evidence of a kind, if that one says that the release passed. */
    Optional<String> passed(String releaseId, EvidenceKind kind);
}
