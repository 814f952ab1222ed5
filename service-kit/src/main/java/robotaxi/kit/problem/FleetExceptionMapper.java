package robotaxi.kit.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Our own errors as problem details. */
@Provider
public class FleetExceptionMapper implements ExceptionMapper<FleetException> {
    @Override
    public Response toResponse(FleetException e) {
        return Problems.response(Problem.of(e.code(), e.getMessage(), e.currentState()));
    }
}
