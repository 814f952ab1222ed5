package robotaxi.ota.release;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about releases. */
public final class ReleaseError {
    /** Name, version or paths cannot be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("release.malformed", Category.CALLER, "The release cannot be read");
    /** There is none with this id. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("release.unknown", Category.UNKNOWN, "There is no such release");
    /** The id is taken; releases never change. */
    public static final ErrorCode ALREADY_EXISTS =
            new ErrorCode("release.already-exists", Category.REFUSED, "The release is there already and never changes");
    /** Trusted metadata or bytes are missing. */
    public static final ErrorCode NOT_SIGNED =
            new ErrorCode("release.not-signed", Category.REFUSED, "Not every file of the release is signed and here");
    /** What was signed of its files beside their hashes cannot be read as a manifest. */
    public static final ErrorCode MANIFEST =
            new ErrorCode("release.manifest-unusable", Category.CALLER, "The release's signed manifest cannot be used");
    /** It was taken back before. */
    public static final ErrorCode REVOKED =
            new ErrorCode("release.revoked", Category.REFUSED, "The release has been revoked");

    private ReleaseError() {}
}
