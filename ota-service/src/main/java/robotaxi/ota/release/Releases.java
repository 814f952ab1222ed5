package robotaxi.ota.release;

import java.util.List;
import java.util.Optional;

/** Where releases are kept. */
public interface Releases {
    /** One release. */
    Optional<Release> find(ReleaseId id);

    /** All, newest first. */
    List<Release> list();

    /** Keeps a new one. Answers false when the id is taken. */
    boolean add(Release.Signed release);

    /** Notes its new state; nothing else of it ever changes. */
    void save(Release release);
}
