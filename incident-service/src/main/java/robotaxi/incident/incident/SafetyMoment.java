package robotaxi.incident.incident;

import java.time.Instant;
import java.util.List;

/**
 * A safety event of a car.
 *
 * @param eventId unique
 * @param vehicleId the car
 * @param time the car's clock
 * @param kind what happened
 * @param latitudeDegrees where, WGS84
 * @param longitudeDegrees where, WGS84
 * @param headingDegrees clockwise from north
 * @param speedMetresPerSecond at that moment
 * @param peakDecelerationMetresPerSecondSquared positive
 * @param rideId ride under way, or empty
 * @param releaseId release that drove
 * @param reasoning what the model said
 * @param detail what the supervisor says
 * @param clipFollows whether a recording will come
 * @param keyFrames stills, kept already
 */
public record SafetyMoment(
        String eventId,
        String vehicleId,
        Instant time,
        SafetyKind kind,
        double latitudeDegrees,
        double longitudeDegrees,
        double headingDegrees,
        double speedMetresPerSecond,
        double peakDecelerationMetresPerSecondSquared,
        String rideId,
        String releaseId,
        String reasoning,
        String detail,
        boolean clipFollows,
        List<Still> keyFrames) {
    /** A picture in the blob store. */
    public record Still(String cameraId, Instant time, String sha256) {}
}
