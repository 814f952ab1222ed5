package robotaxi.ota.artifact;

import java.time.Instant;

/**
 * An artifact on its way.
 *
 * @param id part of its address
 * @param hash announced
 * @param lengthBytes announced
 * @param offsetBytes on the disk and acknowledged
 * @param complete whether it has become an artifact
 * @param createdBy who may go on with it
 * @param expiresAt then it is removed; every acknowledged byte puts that off
 */
public record ArtifactUpload(
        String id,
        ContentHash hash,
        long lengthBytes,
        long offsetBytes,
        boolean complete,
        String createdBy,
        Instant expiresAt) {
    /** Whether every byte is there. */
    public boolean whole() {
        return offsetBytes == lengthBytes;
    }

    /** Whether its time is over. */
    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
