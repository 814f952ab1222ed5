package robotaxi.incident.custody;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about custody. */
public final class CustodyError {
    /** No evidence of this car ever came in. */
    public static final ErrorCode CHAIN_UNKNOWN =
            new ErrorCode("custody.chain-unknown", Category.UNKNOWN, "There is no chain of custody of this vehicle");
    /** The service was not given a key. */
    public static final ErrorCode NO_KEY =
            new ErrorCode("custody.no-key", Category.REFUSED, "This service has no key to sign evidence with");

    private CustodyError() {}
}
