package robotaxi.incident.assistance.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.SceneSeen;
import robotaxi.incident.assistance.Ticket;

/** A ticket as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TicketJson(
        String ticketId,
        String vehicleId,
        String kind,
        String detail,
        boolean passengerAboard,
        boolean laneBlocked,
        String rideId,
        String releaseId,
        double latitude,
        double longitude,
        Instant askedAt,
        Instant receivedAt,
        Instant expiresAt,
        String sceneId,
        List<SceneSeen.Option> options,
        String state,
        long fence,
        @Nullable String claimedBy,
        @Nullable Instant leaseUntil,
        @Nullable Instant firstClaimedAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable Boolean accepted,
        @Nullable String verdictCode,
        @Nullable String verdictDetail,
        @Nullable Instant verdictAt,
        @Nullable Instant endedAt,
        @Nullable String endedWhy,
        String notes) {

    static TicketJson of(Ticket ticket) {
        var asked = ticket.asked();
        Ticket.Claim claim = ticket.claim();
        Ticket.Given given = ticket.given();
        Ticket.Verdict verdict = ticket.verdict();
        Ticket.Ending ending = ticket.ending();
        return new TicketJson(
                asked.id(),
                asked.vehicleId(),
                asked.kind(),
                asked.detail(),
                asked.passengerAboard(),
                asked.laneBlocked(),
                asked.rideId(),
                asked.releaseId(),
                asked.latitude(),
                asked.longitude(),
                asked.askedAt(),
                asked.receivedAt(),
                asked.expiresAt(),
                ticket.scene().sceneId(),
                ticket.scene().options(),
                ticket.state().wireName(),
                ticket.fence(),
                claim == null ? null : claim.by(),
                claim == null ? null : claim.leaseUntil(),
                ticket.firstClaimedAt(),
                given == null ? null : given.words(),
                given == null ? null : given.by(),
                given == null ? null : given.at(),
                verdict == null ? null : verdict.accepted(),
                verdict == null ? null : verdict.code(),
                verdict == null ? null : verdict.detail(),
                verdict == null ? null : verdict.at(),
                ending == null ? null : ending.at(),
                ending == null ? null : ending.why(),
                ticket.notes());
    }
}
