package robotaxi.benchmarks.evidence;

/**
 * A safety event, wherever it was found.
 *
 * @param sequence its place in the car's safety lane, from 1 on
 */
public record SafetyRecord(String vehicleId, long sequence, String eventId) {}
