package robotaxi.dispatch.ride;

/**
 * A ride's id.
 *
 * @param value UUIDv7
 */
public record RideId(String value) {}
