package robotaxi.incident.evidence;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import robotaxi.incident.clip.MalformedClipException;
import robotaxi.incident.clip.McapReader;

/** Whether an uploaded file becomes evidence. What does not is kept apart with the reason, never thrown away. */
public sealed interface ClipAcceptance {
    /** It is what the car announced, and readable to its end. */
    record Accepted() implements ClipAcceptance {}

    /** It is kept apart. */
    record Quarantined(String reason) implements ClipAcceptance {}

    /** Judges a file whose hash was taken over all its bytes. */
    static ClipAcceptance judge(String announcedSha256, String actualSha256, SeekableByteChannel file)
            throws IOException {
        if (!announcedSha256.equals(actualSha256)) {
            return new Quarantined("the content has the SHA-256 " + actualSha256);
        }
        try {
            McapReader.read(file, (topic, schema, time, data) -> {});
            return new Accepted();
        } catch (MalformedClipException e) {
            return new Quarantined("not a sound recording: " + e.getMessage());
        }
    }
}
