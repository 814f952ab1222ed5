package robotaxi.dispatch.api.adapter;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * An answer as its bytes go out, so that the same can be said again.
 *
 * @param etag version of what it shows, or null
 * @param location where what was made can be found, or null
 * @param replayed it was given before, and nothing was done now
 */
public record Answer(
        int status,
        String mediaType,
        String body,
        @Nullable String etag,
        @Nullable String location,
        boolean replayed) {
    /** Header of an answer that was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** On the wire. */
    public Response response() {
        var response = Response.status(status).type(mediaType).entity(body);
        if (etag != null) {
            response.header(HttpHeaders.ETAG, etag);
        }
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        if (replayed) {
            response.header(REPLAYED, "true");
        }
        return response.build();
    }
}
