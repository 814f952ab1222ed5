package robotaxi.ota.availability;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about blackouts and caps. */
public final class AvailabilityError {
    /** Hours, market or numbers cannot be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("availability.malformed", Category.CALLER, "The blackout or cap cannot be read");
    /** There is no such blackout or cap. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("availability.unknown", Category.UNKNOWN, "There is no such blackout or cap");

    private AvailabilityError() {}
}
