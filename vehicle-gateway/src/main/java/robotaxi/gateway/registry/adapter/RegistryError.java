package robotaxi.gateway.registry.adapter;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which the registry says no. */
public final class RegistryError {
    /** No such car. */
    public static final ErrorCode VEHICLE_UNKNOWN =
            new ErrorCode("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle");
    /** Another car has this VIN. */
    public static final ErrorCode VIN_TAKEN =
            new ErrorCode("vehicle.vin-taken", Category.REFUSED, "Another vehicle has this VIN");
    /** Something is missing. */
    public static final ErrorCode BAD_REQUEST =
            new ErrorCode("vehicle.bad-request", Category.CALLER, "The request cannot be understood");
    /** Its certificates and tokens were taken back before. */
    public static final ErrorCode ALREADY_REVOKED =
            new ErrorCode("vehicle.already-revoked", Category.REFUSED, "The vehicle is revoked already");
    /** There is nothing to take back. */
    public static final ErrorCode NOT_ENROLLED =
            new ErrorCode("vehicle.not-enrolled", Category.REFUSED, "The vehicle has neither certificate nor token");
    /** Unknown, used or lapsed; the caller learns no more. */
    public static final ErrorCode TOKEN_INVALID =
            new ErrorCode("enrolment.token-invalid", Category.CALLER, "The enrolment token is not valid");
    /** The token was made for another car. */
    public static final ErrorCode IDENTITY_MISMATCH =
            new ErrorCode("enrolment.identity-mismatch", Category.CALLER, "The token was made for another vehicle");

    private RegistryError() {}
}
