package robotaxi.ota.trust.adapter;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.Problems;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TrustRefusal;

/** Refused metadata as problem details, with the code that a car would report for the same file. */
@Provider
public class TrustExceptionMapper implements ExceptionMapper<TrustException> {
    @Override
    public Response toResponse(TrustException e) {
        var code = new ErrorCode(e.refusal().code(), category(e.refusal()), "The metadata is refused");
        return Problems.of(code, e.getMessage());
    }

    private static Category category(TrustRefusal refusal) {
        return switch (refusal) {
            case MALFORMED, WRONG_TYPE, BAD_SIGNATURE, EXPIRED, HASH_MISMATCH -> Category.CALLER;
            case WRONG_VERSION -> Category.STALE;
            case ONLINE_KEYS_MISSING, NO_ROOT -> Category.REFUSED;
        };
    }
}
