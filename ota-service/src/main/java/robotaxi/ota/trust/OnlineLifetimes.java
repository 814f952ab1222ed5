package robotaxi.ota.trust;

import java.time.Duration;

/**
 * How long what the service signs itself counts.
 *
 * @param timestamp of the timestamp; how long a car may be kept from news
 * @param snapshot of the snapshot
 * @param targets of the director's targets
 */
public record OnlineLifetimes(Duration timestamp, Duration snapshot, Duration targets) {}
