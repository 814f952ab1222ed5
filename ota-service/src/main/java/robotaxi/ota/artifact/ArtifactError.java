package robotaxi.ota.artifact;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why an artifact is refused or not served. */
public enum ArtifactError implements ErrorCode {
    /** The name is no SHA-256. */
    NOT_A_HASH("artifact.not-a-hash", Category.CALLER, "The name of an artifact is its SHA-256"),
    /** The bytes that came are not those that were announced. */
    HASH_MISMATCH("artifact.hash-mismatch", Category.CALLER, "The content does not have the announced SHA-256"),
    /** Longer than allowed. */
    TOO_LARGE("artifact.too-large", Category.CALLER, "The artifact is longer than this service takes"),
    /** It is not here. */
    UNKNOWN("artifact.unknown", Category.UNKNOWN, "There is no such artifact");

    private final String code;
    private final Category category;
    private final String title;

    ArtifactError(String code, Category category, String title) {
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
