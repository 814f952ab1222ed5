package robotaxi.console.session.adapter;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import robotaxi.console.proxy.adapter.ConsoleProblem;

/** A call without a session gets an answer that a program understands, not a page that asks for a password. */
class SignedOutMappers {
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationCompletionException.class})
    Response noSession() {
        return ConsoleProblem.SIGNED_OUT.response("Sign in again");
    }

    /** A session that has ended: a page is asked for anew without its cookie, which leads to the log-in. */
    @ServerExceptionMapper(AuthenticationFailedException.class)
    Response deadSession(UriInfo uri) {
        URI asked = uri.getRequestUri();
        if (asked.getPath().startsWith("/api/")) {
            return noSession();
        }
        return Response.status(Response.Status.FOUND)
                .location(URI.create(asked.getRawPath()))
                .cookie(new NewCookie.Builder("q_session").path("/").maxAge(0).build())
                .build();
    }
}
