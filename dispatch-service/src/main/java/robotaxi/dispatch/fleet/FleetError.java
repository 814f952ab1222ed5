package robotaxi.dispatch.fleet;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why there is no answer about a car. */
public enum FleetError implements ErrorCode {
    /** Not in the registry. */
    VEHICLE_UNKNOWN("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle");

    private final String code;
    private final Category category;
    private final String title;

    FleetError(String code, Category category, String title) {
        this.code = code;
        this.category = category;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String title() {
        return title;
    }
}
