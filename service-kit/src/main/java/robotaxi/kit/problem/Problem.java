package robotaxi.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.trace.Trace;
import robotaxi.kit.trace.Tracing;

/**
 * The body of an error, as RFC 9457 names its members, with three of ours.
 *
 * @param type address of the description
 * @param title one sentence, the same for every error of this code
 * @param status HTTP status
 * @param detail what of this request
 * @param code our stable code
 * @param currentState for a conflict, the state that was met
 * @param traceId the trace under which the logs tell of the request, if it has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        @Nullable String currentState,
        @Nullable String traceId) {
    /** Media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "https://robotaxi.example/errors/";

    /** An error of the request at hand. */
    public Problem(
            String type,
            String title,
            int status,
            @Nullable String detail,
            String code,
            @Nullable String currentState) {
        this(
                type,
                title,
                status,
                detail,
                code,
                currentState,
                Tracing.current().map(Trace::traceId).orElse(null));
    }

    /** The body for a code. */
    public static Problem of(ErrorCode code, @Nullable String detail, @Nullable String currentState) {
        return new Problem(
                TYPES + code.code(), code.title(), code.category().status(), detail, code.code(), currentState);
    }

    /** The body for a status that the framework chose. */
    static Problem ofStatus(int status, String code, String title, @Nullable String detail) {
        return new Problem(TYPES + code, title, status, detail, code, null);
    }
}
