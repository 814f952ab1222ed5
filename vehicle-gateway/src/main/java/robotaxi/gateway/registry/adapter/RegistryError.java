package robotaxi.gateway.registry.adapter;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which the registry says no. */
enum RegistryError implements ErrorCode {
    /** No such car. */
    VEHICLE_UNKNOWN("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle"),
    /** Another car has this VIN. */
    VIN_TAKEN("vehicle.vin-taken", Category.REFUSED, "Another vehicle has this VIN"),
    /** Something is missing. */
    BAD_REQUEST("vehicle.bad-request", Category.CALLER, "The request cannot be understood"),
    /** Its certificates and tokens were taken back before. */
    ALREADY_REVOKED("vehicle.already-revoked", Category.REFUSED, "The vehicle is revoked already"),
    /** There is nothing to take back. */
    NOT_ENROLLED("vehicle.not-enrolled", Category.REFUSED, "The vehicle has neither certificate nor token"),
    /** Unknown, used or lapsed; the caller learns no more. */
    TOKEN_INVALID("enrolment.token-invalid", Category.CALLER, "The enrolment token is not valid"),
    /** The token was made for another car. */
    IDENTITY_MISMATCH("enrolment.identity-mismatch", Category.CALLER, "The token was made for another vehicle");

    private final String code;
    private final Category category;
    private final String title;

    RegistryError(String code, Category category, String title) {
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
