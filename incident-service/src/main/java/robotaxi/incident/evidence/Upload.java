package robotaxi.incident.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import robotaxi.kit.tus.UploadMetadata;

/**
 * A recording on its way.
 *
 * @param id part of its address
 * @param vehicleId the car that may go on with it
 * @param metadata the header as the car sent it
 * @param lengthBytes announced, or {@link #UNKNOWN_LENGTH}
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
    /** The car will say later how long it is. */
    public static final long UNKNOWN_LENGTH = -1;

    /** Whether it is known how long it will be. */
    public boolean hasLength() {
        return lengthBytes != UNKNOWN_LENGTH;
    }

    /** The events that its recording shows, the one that it is named after first. */
    public List<String> eventIds() {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(announced("event_id"));
        Arrays.stream(announced("event_ids").split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .forEach(ids::add);
        return List.copyOf(ids);
    }

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
