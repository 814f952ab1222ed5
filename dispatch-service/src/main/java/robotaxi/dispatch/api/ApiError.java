package robotaxi.dispatch.api;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why a call is refused, whatever it asks for. */
public final class ApiError {
    /** More calls than a client may make. */
    public static final ErrorCode TOO_MANY_CALLS =
            new ErrorCode("client.too-many-calls", Category.BUSY, "Too many calls from this client");

    private ApiError() {}
}
