package robotaxi.incident.export;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about packages. */
public final class ExportError {
    /** Nobody says what it is for. */
    public static final ErrorCode NO_PURPOSE =
            new ErrorCode("evidence.no-purpose", Category.CALLER, "A purpose is needed");
    /** The disk gives back something else than was put there. */
    public static final ErrorCode DAMAGED = new ErrorCode(
            "evidence.damaged", Category.FAULT, "A recording is not what came in; nothing is given out of it");

    private ExportError() {}
}
