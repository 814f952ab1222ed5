package robotaxi.dispatch.ride.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rider said about a ride.
 *
 * @param kind support, lost-item or rating
 * @param answer what an operator did about it, once closed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoteJson(
        String noteId,
        String rideId,
        String kind,
        String text,
        @Nullable Integer carStars,
        @Nullable Integer driveStars,
        Instant time,
        @Nullable Instant closedAt,
        @Nullable String answer) {

    static NoteJson of(NoteRow row) {
        return new NoteJson(
                row.id,
                row.rideId,
                row.kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                row.text,
                row.carStars,
                row.driveStars,
                row.time,
                row.closedAt,
                row.answer);
    }
}
