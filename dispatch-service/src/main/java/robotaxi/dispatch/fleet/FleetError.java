package robotaxi.dispatch.fleet;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why there is no answer about a car. */
public final class FleetError {
    /** Not in the registry. */
    public static final ErrorCode VEHICLE_UNKNOWN =
            new ErrorCode("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle");

    private FleetError() {}
}
