package robotaxi.incident.assistance;

import java.time.Instant;

/**
 * A car's question as it came.
 *
 * @param id made by the car, unique in the fleet
 * @param kind {@code blocked}, {@code unsure} or {@code stuck}
 * @param askedAt the car's clock
 * @param receivedAt ours
 * @param expiresAt the car's clock
 */
public record Asked(
        String id,
        String vehicleId,
        String kind,
        String detail,
        boolean passengerAboard,
        boolean laneBlocked,
        String rideId,
        String releaseId,
        double latitude,
        double longitude,
        Instant askedAt,
        Instant receivedAt,
        Instant expiresAt) {}
