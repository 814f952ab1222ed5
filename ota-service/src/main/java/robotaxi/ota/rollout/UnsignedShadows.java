package robotaxi.ota.rollout;

import java.util.Optional;

/** What cars themselves saw of releases in the shadow, where nobody has signed a result. */
@FunctionalInterface
public interface UnsignedShadows {
    /** What was seen, in words, if it is enough to let the release drive. */
    Optional<String> passed(String releaseId);
}
