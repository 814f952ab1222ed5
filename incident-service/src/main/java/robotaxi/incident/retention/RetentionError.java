package robotaxi.incident.retention;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about holds and retention. */
public final class RetentionError {
    /** A hold, a release or a choice has no reason, or names no class. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("evidence.malformed", Category.CALLER, "A reason is needed, or the class is not known");
    /** It is held already. */
    public static final ErrorCode HELD = new ErrorCode("evidence.held", Category.REFUSED, "The evidence is held");
    /** Nothing holds it, or nobody asked for its release. */
    public static final ErrorCode NOT_HELD = new ErrorCode(
            "evidence.not-held", Category.REFUSED, "Nothing holds the evidence, or its release was not requested");
    /** Two people release. */
    public static final ErrorCode SAME_PERSON = new ErrorCode(
            "evidence.same-person", Category.REFUSED, "Another person than the one who requested it has to agree");
    /** A day has passed. */
    public static final ErrorCode REQUEST_EXPIRED =
            new ErrorCode("evidence.request-expired", Category.REFUSED, "The request for release is too old");

    private RetentionError() {}
}
