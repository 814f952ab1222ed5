package robotaxi.incident.evidence;

import java.time.Instant;
import robotaxi.kit.tus.UploadMetadata;

/**
 * A recording on its way.
 *
 * @param id part of its address
 * @param vehicleId the car that may go on with it
 * @param metadata the header as the car sent it
 * @param lengthBytes announced
 * @param offsetBytes on the disk and acknowledged
 * @param complete whether it has been judged
 * @param expiresAt then it is removed, unless complete
 */
public record Upload(
        String id,
        String vehicleId,
        String metadata,
        long lengthBytes,
        long offsetBytes,
        boolean complete,
        Instant expiresAt) {
    /** A value that the car announced, or empty. */
    public String announced(String key) {
        return UploadMetadata.parse(metadata).map(values -> values.value(key)).orElse("");
    }

    /** Whether every byte is there. */
    public boolean whole() {
        return offsetBytes == lengthBytes;
    }

    /** Whether its time is over. */
    public boolean expired(Instant now) {
        return !complete && !now.isBefore(expiresAt);
    }
}
