package robotaxi.dispatch.task;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why a task is refused. */
public final class TaskError {
    /** No such task, market or site. */
    public static final ErrorCode UNKNOWN = new ErrorCode("task.unknown", Category.UNKNOWN, "There is no such task");
    /** The body cannot be understood. */
    public static final ErrorCode BAD_REQUEST =
            new ErrorCode("task.bad-request", Category.CALLER, "The task cannot be understood");
    /** One at a time. */
    public static final ErrorCode HAS_TASK =
            new ErrorCode("task.vehicle-has-task", Category.REFUSED, "The vehicle has a task already");
    /** Nothing can be taken back. */
    public static final ErrorCode ALREADY_OVER =
            new ErrorCode("task.already-over", Category.REFUSED, "The task is already over");

    private TaskError() {}
}
