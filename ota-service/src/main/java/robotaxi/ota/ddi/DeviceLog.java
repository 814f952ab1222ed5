package robotaxi.ota.ddi;

import java.time.Instant;
import java.util.List;

/** What devices said of their updates. */
public interface DeviceLog {
    /** Keeps a device's word. Answers false, and keeps nothing, when the update has as many rows as one may have. */
    boolean append(int actionId, Instant at, String status, List<String> messages);

    /** The newest messages, newest first. */
    List<String> newest(int actionId, int most);
}
