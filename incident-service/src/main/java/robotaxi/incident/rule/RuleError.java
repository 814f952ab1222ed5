package robotaxi.incident.rule;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about the decision table. */
public final class RuleError {
    /** The table cannot be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("rules.malformed", Category.CALLER, "The decision table cannot be used");
    /** Somebody changed it meanwhile. */
    public static final ErrorCode CHANGED =
            new ErrorCode("rules.changed", Category.REFUSED, "The decision table was changed meanwhile");

    private RuleError() {}
}
