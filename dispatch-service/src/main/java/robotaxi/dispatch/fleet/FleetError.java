package robotaxi.dispatch.fleet;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why there is no answer about a car. */
public final class FleetError {
    /** Not in the registry. */
    public static final ErrorCode VEHICLE_UNKNOWN =
            new ErrorCode("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle");

    /** Something keeps the car from taking a ride now; the current state says what. */
    public static final ErrorCode NOT_AVAILABLE =
            new ErrorCode("vehicle.not-available", Category.REFUSED, "The vehicle cannot take a ride now");
    /** Too few seats, or no place for a wheelchair. */
    public static final ErrorCode UNSUITABLE =
            new ErrorCode("vehicle.unsuitable", Category.REFUSED, "The party does not fit into the vehicle");

    private FleetError() {}
}
