package robotaxi.ota.driving;

import java.time.Instant;
import java.util.List;

/** What cars told of their driving. */
@FunctionalInterface
public interface DrivingRecord {
    /** Hours since then in which somebody drove, by market, the oldest first: the release, and all others beside it. */
    List<Stratum> strata(String releaseId, EventKind kind, Instant since);

    /** The same without when and where. */
    default List<Driven> hours(String releaseId, EventKind kind, Instant since) {
        return strata(releaseId, kind, since).stream().map(Stratum::driven).toList();
    }
}
