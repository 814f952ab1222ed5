package robotaxi.ota.artifact;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why an artifact is refused or not served. */
public final class ArtifactError {
    /** The name is no SHA-256. */
    public static final ErrorCode NOT_A_HASH =
            new ErrorCode("artifact.not-a-hash", Category.CALLER, "The name of an artifact is its SHA-256");
    /** The bytes that came are not those that were announced. */
    public static final ErrorCode HASH_MISMATCH =
            new ErrorCode("artifact.hash-mismatch", Category.CALLER, "The content does not have the announced SHA-256");
    /** Longer than allowed. */
    public static final ErrorCode TOO_LARGE =
            new ErrorCode("artifact.too-large", Category.CALLER, "The artifact is longer than this service takes");
    /** It is not here. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("artifact.unknown", Category.UNKNOWN, "There is no such artifact");

    private ArtifactError() {}
}
