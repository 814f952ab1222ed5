package robotaxi.ota.release;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about releases. */
public enum ReleaseError implements ErrorCode {
    /** Name, version or paths cannot be used. */
    MALFORMED("release.malformed", Category.CALLER, "The release cannot be read"),
    /** There is none with this id. */
    UNKNOWN("release.unknown", Category.UNKNOWN, "There is no such release"),
    /** The id is taken; releases never change. */
    ALREADY_EXISTS("release.already-exists", Category.REFUSED, "The release is there already and never changes"),
    /** Trusted metadata or bytes are missing. */
    NOT_SIGNED("release.not-signed", Category.REFUSED, "Not every file of the release is signed and here"),
    /** It was taken back before. */
    REVOKED("release.revoked", Category.REFUSED, "The release has been revoked");

    private final String code;
    private final Category category;
    private final String title;

    ReleaseError(String code, Category category, String title) {
        this.code = code;
        this.category = category;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String title() {
        return title;
    }
}
