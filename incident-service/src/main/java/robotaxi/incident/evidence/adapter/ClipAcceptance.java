package robotaxi.incident.evidence.adapter;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.contracts.mcap.McapReader;
import robotaxi.incident.clip.adapter.ClipCodec;

/** Whether an uploaded file becomes evidence. What does not is kept apart with the reason, never thrown away. */
sealed interface ClipAcceptance {
    /** It is what the car announced, readable to its end, and has an index. */
    record Accepted() implements ClipAcceptance {}

    /** It is what the car has, but that was cut off or damaged: what is whole of it can be saved. */
    record Torn(String reason) implements ClipAcceptance {}

    /** It is kept apart. */
    record Quarantined(String reason) implements ClipAcceptance {}

    /** Judges a file whose hash was taken over all its bytes. */
    static ClipAcceptance judge(String announcedSha256, String actualSha256, SeekableByteChannel file)
            throws IOException {
        if (!announcedSha256.equals(actualSha256)) {
            return new Quarantined("the content has the SHA-256 " + actualSha256);
        }
        try {
            McapReader.read(file, ClipCodec.ZSTD, (topic, schema, time, data) -> {});
            McapIndex.open(file, ClipCodec.ZSTD);
            return new Accepted();
        } catch (MalformedMcapException e) {
            return new Torn("not a sound recording: " + e.getMessage());
        }
    }
}
