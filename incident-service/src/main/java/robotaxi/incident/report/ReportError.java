package robotaxi.incident.report;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about reports. */
public final class ReportError {
    /** No such column, or a value that it may not hold. */
    public static final ErrorCode BAD_ANSWER =
            new ErrorCode("report.bad-answer", Category.CALLER, "The form does not allow this");
    /** Something has to be said first. */
    public static final ErrorCode INCOMPLETE =
            new ErrorCode("report.incomplete", Category.REFUSED, "The report lacks what has to be said");
    /** No deadline asks for such a report. */
    public static final ErrorCode NOT_ASKED =
            new ErrorCode("report.not-asked", Category.REFUSED, "No deadline of this incident asks for such a report");
    /** Nothing was filed under that version. */
    public static final ErrorCode FILED_UNKNOWN =
            new ErrorCode("report.unknown", Category.UNKNOWN, "There is no such filed report");

    private ReportError() {}
}
