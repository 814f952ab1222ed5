package robotaxi.ota.artifact;

/**
 * The weaker digests that device clients ask for. They are made after an artifact was acknowledged, so that an upload waits for SHA-256
 * alone.
 */
public interface DeviceDigests {
    /** Waits until they are known of an artifact that is here. */
    void await(ContentHash hash);
}
