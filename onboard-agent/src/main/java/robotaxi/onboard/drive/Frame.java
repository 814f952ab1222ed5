package robotaxi.onboard.drive;

/** A camera frame as it came. */
@SuppressWarnings("ArrayRecordComponent") // a picture: handed over, never compared
public record Frame(String cameraId, long timeUs, byte[] jpeg) {}
