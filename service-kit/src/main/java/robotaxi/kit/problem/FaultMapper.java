package robotaxi.kit.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Whatever nobody foresaw: logged in full, told to the caller without its inside. */
@Provider
public class FaultMapper implements ExceptionMapper<RuntimeException> {
    private static final Logger LOG = Logger.getLogger(FaultMapper.class);

    @Override
    public Response toResponse(RuntimeException e) {
        LOG.error("A request failed", e);
        return Problems.response(Problem.ofStatus(500, "service.fault", "The service failed", null));
    }
}
