package robotaxi.dispatch.api.adapter;

import jakarta.ws.rs.HeaderParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Headers of a call that changes something. */
public class CallHeaders {
    @HeaderParam("Idempotency-Key")
    @Parameter(
            description =
                    "The same key with the same body has one effect and gets the same answer; with another body, 422.")
    @Nullable
    String idempotencyKey;

    @HeaderParam("If-Match")
    @Parameter(description = "ETag of the ride that the caller has seen; 412 if it changed since.")
    @Nullable
    String ifMatch;

    /** Made by the framework. */
    public CallHeaders() {}

    /** The caller's name for this one wish, or null. */
    public @Nullable String idempotencyKey() {
        return idempotencyKey == null || idempotencyKey.isBlank() ? null : idempotencyKey;
    }

    /** Whether the caller decided on this version, or did not say. */
    public boolean fits(long version) {
        String given = ifMatch;
        return given == null || given.equals("*") || given.contains(etag(version));
    }

    /** A version as an ETag. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }
}
