package robotaxi.kit.problem;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Turns refusals into responses. */
public final class Problems {
    private Problems() {}

    /** A refusal that names the state it met. */
    public static Response conflict(ErrorCode code, String currentState) {
        return response(Problem.of(code, null, currentState));
    }

    /** Any error of ours. */
    public static Response of(ErrorCode code, @Nullable String detail) {
        return response(Problem.of(code, detail, null));
    }

    static Response response(Problem problem) {
        var builder = Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == Category.BUSY.status()) {
            builder.header("Retry-After", "1");
        }
        return builder.build();
    }
}
