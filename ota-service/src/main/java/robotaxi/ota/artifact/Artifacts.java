package robotaxi.ota.artifact;

import java.util.OptionalLong;

/** Which artifacts are here, whole and with the right hash. */
public interface Artifacts {
    /** Length of the artifact's content in bytes, or empty when it is not here. */
    OptionalLong findLengthBytes(ContentHash hash);
}
