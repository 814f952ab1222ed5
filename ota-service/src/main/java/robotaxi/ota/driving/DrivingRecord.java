package robotaxi.ota.driving;

import java.time.Instant;
import java.util.List;

/** What cars told of their driving. */
@FunctionalInterface
public interface DrivingRecord {
    /** Hours since then in which somebody drove: the release, and all others beside it. */
    List<Driven> hours(String releaseId, EventKind kind, Instant since);
}
