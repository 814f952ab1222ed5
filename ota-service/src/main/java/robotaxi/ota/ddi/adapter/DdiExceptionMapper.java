package robotaxi.ota.ddi.adapter;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A refusal as device clients read it: 429 is the one that makes them come again. */
@Provider
public class DdiExceptionMapper implements ExceptionMapper<DdiException> {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String PREFIX = "hawkbit.server.error.";

    /** Body of an error. */
    public record Body(String exceptionClass, String errorCode, String message) {}

    @Override
    public Response toResponse(DdiException e) {
        Response.ResponseBuilder response = Response.status(e.status());
        if (e.status() == TOO_MANY_REQUESTS) {
            response.header("Retry-After", "5");
        }
        if (e.errorCode() == null) {
            return response.build();
        }
        return response.type(MediaType.APPLICATION_JSON)
                .entity(new Body(e.getClass().getSimpleName(), PREFIX + e.errorCode(), String.valueOf(e.getMessage())))
                .build();
    }
}
