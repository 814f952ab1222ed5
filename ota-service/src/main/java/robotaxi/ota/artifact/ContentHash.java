package robotaxi.ota.artifact;

import robotaxi.kit.problem.FleetException;

/**
 * Name of an artifact: the SHA-256 of its content.
 *
 * @param hex 64 digits, lower case
 */
public record ContentHash(String hex) {
    /** Refuses what is no SHA-256; nothing else may ever become part of a file name. */
    public ContentHash {
        if (!isOne(hex)) {
            throw new FleetException(ArtifactError.NOT_A_HASH, "not 64 lower-case hex digits");
        }
    }

    /** Whether a text is one. */
    public static boolean isOne(String hex) {
        return hex.matches("[0-9a-f]{64}");
    }
}
