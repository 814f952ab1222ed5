package robotaxi.incident.evidence;

import java.nio.file.Path;
import java.util.Optional;

/** Evidence, each blob under the hash of its content. A blob is written once and never again. */
public interface Blobs {
    /** Keeps the bytes; on return they are on the disk. */
    ContentHash keep(byte[] content);

    /** Takes a whole file over, which has this hash; on return it is on the disk and the file is gone. */
    void adopt(Path file, ContentHash hash);

    /** Where a blob lies, if it is here. */
    Optional<Path> find(ContentHash hash);

    /** Takes the content away; on return it is gone from the disk, too. */
    void remove(ContentHash hash);
}
