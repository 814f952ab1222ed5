package robotaxi.incident.evidence.adapter;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.problem.Problem;

/** Responses with the headers that tus wants on every one of them. */
final class TusResponses {
    static final String VERSION = "1.0.0";
    private static final String TYPES = "https://robotaxi.example/errors/";

    private TusResponses() {}

    static Response.ResponseBuilder status(int status) {
        return Response.status(status).header("Tus-Resumable", VERSION);
    }

    static Response.ResponseBuilder progress(int status, Upload upload, long offsetBytes) {
        return status(status)
                .header("Upload-Offset", offsetBytes)
                .header("Upload-Expires", httpDate(upload.expiresAt()));
    }

    static Response problem(int status, String code, String title) {
        return status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(TYPES + code, title, status, null, code, null))
                .build();
    }

    static Response unknown() {
        return problem(404, "upload.unknown", "There is no such upload");
    }

    static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
