package robotaxi.incident.deadline;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about deadlines. */
public final class DeadlineError {
    /** No such deadline. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("deadline.unknown", Category.UNKNOWN, "There is no such deadline");
    /** It was met or dropped before. */
    public static final ErrorCode OVER = new ErrorCode("deadline.over", Category.REFUSED, "The deadline does not run");
    /** Why is not said. */
    public static final ErrorCode NO_REASON =
            new ErrorCode("deadline.no-reason", Category.CALLER, "A reason is needed");

    private DeadlineError() {}
}
