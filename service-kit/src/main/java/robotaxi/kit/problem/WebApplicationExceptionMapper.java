package robotaxi.kit.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The framework's own refusals (unknown path, unreadable body, wrong method) as problem details. */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
        Response given = e.getResponse();
        if (given.hasEntity() || given.getStatus() < 400) {
            return given;
        }
        String title = given.getStatusInfo().getReasonPhrase();
        String code = "http." + title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return Response.fromResponse(given)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.ofStatus(given.getStatus(), code, title, detail(e)))
                .build();
    }

    private static @Nullable String detail(WebApplicationException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() : cause.getMessage();
    }
}
