package robotaxi.gateway.link.adapter;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why the link of a car is not shown. */
enum LinkError implements ErrorCode {
    /** No such car. */
    VEHICLE_UNKNOWN("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle"),
    /** A parameter that means nothing. */
    BAD_REQUEST("vehicle.bad-request", Category.CALLER, "The request cannot be understood");

    private final String code;
    private final Category category;
    private final String title;

    LinkError(String code, Category category, String title) {
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
