package robotaxi.dispatch.partner.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint, claimed for one attempt.
 *
 * @param id the same at every attempt: receivers are idempotent by it
 * @param attempts this one counted
 * @param secrets that hold now, the newest first; none if none of them can be opened
 */
record Delivery(
        long sequence, String id, String endpointId, String url, String payload, int attempts, List<String> secrets) {

    /**
     * A delivery as its partner sees it.
     *
     * @param state pending, delivered or failed
     * @param lastStatus HTTP status of the newest answer, if there was one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            String webhookId,
            String rideId,
            String type,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            @Nullable Instant nextAttemptAt) {}
}
