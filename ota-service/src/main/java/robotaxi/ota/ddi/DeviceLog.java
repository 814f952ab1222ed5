package robotaxi.ota.ddi;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What devices said of their updates. */
public interface DeviceLog {
    /**
     * One word.
     *
     * @param actionId the update that it is about
     * @param status what it means, as devices read it back
     * @param messages what it tells people
     */
    record Entry(int actionId, Instant at, String status, List<String> messages) {}

    /**
     * Keeps devices' words, each of another update. Answers for which updates it did: of one that has as many rows as one may have,
     * nothing more is kept.
     */
    Set<Integer> append(List<Entry> entries);

    /** The newest messages, newest first. */
    List<String> newest(int actionId, int most);
}
