package robotaxi.incident.liveview;

import java.time.Instant;

/**
 * One screen on which a person watches a car.
 *
 * @param id made by the screen
 * @param leaseUntil it ends then, unless the screen renews it
 */
public record Watch(String id, String vehicleId, String person, Instant beganAt, Instant leaseUntil) {
    boolean hasLapsed(Instant now) {
        return !leaseUntil.isAfter(now);
    }

    Watch renewed(Instant until) {
        return new Watch(id, vehicleId, person, beganAt, until);
    }
}
