package robotaxi.console.proxy.adapter;

import jakarta.ws.rs.core.Response;
import robotaxi.kit.problem.Problem;

/** What the console itself says no to; the services' own refusals pass through it unchanged. */
public enum ConsoleProblem {
    /** No session, or it has ended. */
    SIGNED_OUT(401, "console.signed-out", "Nobody is signed in"),
    /** A write that did not come from our own page. */
    NOT_FROM_CONSOLE(403, "console.not-from-console", "The request did not come from the console's page"),
    /** Not on the allow-list. */
    UNKNOWN_PATH(404, "console.unknown-path", "The console offers no such path"),
    /** A service does not answer. */
    SERVICE_SILENT(503, "console.service-silent", "The service behind the console does not answer");

    private final int status;
    private final String code;
    private final String title;

    ConsoleProblem(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** As an answer. */
    public Response response(String detail) {
        var problem = new Problem("https://robotaxi.example/errors/" + code, title, status, detail, code, null);
        var builder = Response.status(status).type(Problem.MEDIA_TYPE).entity(problem);
        if (this == SERVICE_SILENT) {
            builder.header("Retry-After", "1");
        }
        return builder.build();
    }
}
