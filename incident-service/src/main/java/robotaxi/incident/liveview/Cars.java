package robotaxi.incident.liveview;

import java.time.Duration;
import java.time.Instant;

/** The way to the cars. */
public interface Cars {
    /** Whether a gateway has the car now. */
    boolean isConnected(String vehicleId);

    /** Asks the car to show itself for so long, zero for no more, when the transaction commits; answers the command's id. */
    String show(String vehicleId, String viewId, Duration howLong, Instant now, Instant notAfter);
}
