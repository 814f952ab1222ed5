package robotaxi.incident.incident;

/**
 * A recording that came for a safety event.
 *
 * @param eventId the safety event that it shows
 * @param vehicleId the car that sent it
 * @param sha256 of its content
 * @param lengthBytes of its content
 * @param quarantineReason why it is no evidence, or empty
 */
public record Clip(String eventId, String vehicleId, String sha256, long lengthBytes, String quarantineReason) {
    /** Whether it counts as evidence. */
    public boolean kept() {
        return quarantineReason.isEmpty();
    }
}
