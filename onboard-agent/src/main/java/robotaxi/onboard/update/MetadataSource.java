package robotaxi.onboard.update;

import java.util.Optional;

/** Where metadata come from. Nothing of it is trusted. */
public interface MetadataSource {
    /**
     * A file's bytes, or empty if there is none of that name.
     *
     * @throws TufException tuf.length-exceeded if it is longer than allowed
     */
    Optional<byte[]> fetch(String name, long maxBytes);
}
