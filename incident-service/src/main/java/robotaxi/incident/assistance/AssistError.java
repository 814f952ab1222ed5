package robotaxi.incident.assistance;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" at the desk. */
public final class AssistError {
    /** There is none with this id. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("assistance.unknown", Category.UNKNOWN, "There is no such question");
    /** The request says nothing that can be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("assistance.malformed", Category.CALLER, "The request cannot be read");
    /** Somebody else was faster. */
    public static final ErrorCode TAKEN =
            new ErrorCode("assistance.taken", Category.REFUSED, "Somebody else has this question");
    /** The person holds another. */
    public static final ErrorCode ONE_AT_A_TIME =
            new ErrorCode("assistance.one-at-a-time", Category.REFUSED, "You hold another question");
    /** The lease is not the caller's, or was lost. */
    public static final ErrorCode NOT_YOURS =
            new ErrorCode("assistance.not-yours", Category.REFUSED, "You do not hold this question any more");
    /** The car shows another scene now, or its picture is too old. */
    public static final ErrorCode STALE_SCENE =
            new ErrorCode("assistance.stale-scene", Category.STALE, "The scene has changed: look again");
    /** The question's time is up. */
    public static final ErrorCode EXPIRED =
            new ErrorCode("assistance.expired", Category.REFUSED, "The question's time is up");
    /** The state stands against it. */
    public static final ErrorCode ILLEGAL_ACT =
            new ErrorCode("assistance.illegal-act", Category.REFUSED, "The question's state does not allow this");

    private AssistError() {}
}
