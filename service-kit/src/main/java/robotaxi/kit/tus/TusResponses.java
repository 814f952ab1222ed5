package robotaxi.kit.tus;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import robotaxi.kit.problem.Problem;

/**
 * Responses with the headers that tus 1.0 wants on every one of them.
 *
 * @see <a href="https://tus.io/protocols/resumable-upload">the tus protocol</a>
 */
public final class TusResponses {
    /** The only version there is. */
    public static final String VERSION = "1.0.0";
    /** What a body of an upload is. */
    public static final String BODY_TYPE = "application/offset+octet-stream";

    private static final String TYPES = "https://robotaxi.example/errors/";

    private TusResponses() {}

    /** An answer without news. */
    public static Response.ResponseBuilder status(int status) {
        return Response.status(status).header("Tus-Resumable", VERSION);
    }

    /** How far an upload is. */
    public static Response.ResponseBuilder progress(int status, long offsetBytes, Instant expiresAt) {
        return status(status)
                .header("Upload-Offset", offsetBytes)
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(expiresAt.atOffset(ZoneOffset.UTC)));
    }

    /** A "no". */
    public static Response problem(int status, String code, String title) {
        return status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(TYPES + code, title, status, null, code, null))
                .build();
    }

    /** There is none, or it is somebody else's, or its time is over. */
    public static Response unknown() {
        return problem(404, "upload.unknown", "There is no such upload");
    }

    /** The caller speaks another version. */
    public static Response wrongVersion() {
        return status(412).header("Tus-Version", VERSION).build();
    }
}
