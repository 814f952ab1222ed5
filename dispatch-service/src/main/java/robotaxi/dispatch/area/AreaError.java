package robotaxi.dispatch.area;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why an area or a place is refused. */
public final class AreaError {
    /** Inside the city, but not ours to drive at the moment. */
    public static final ErrorCode OUT_OF_ODD = new ErrorCode(
            "area.out-of-odd", Category.REFUSED, "The place is outside of the operational design domain at the moment");
    /** No such area. */
    public static final ErrorCode UNKNOWN = new ErrorCode("area.unknown", Category.UNKNOWN, "There is no such area");
    /** The body means nothing. */
    public static final ErrorCode BAD_REQUEST =
            new ErrorCode("area.bad-request", Category.CALLER, "The area cannot be understood");
    /** Somebody else changed it. */
    public static final ErrorCode CHANGED_MEANWHILE =
            new ErrorCode("area.changed-meanwhile", Category.STALE, "The area changed meanwhile");

    private AreaError() {}
}
