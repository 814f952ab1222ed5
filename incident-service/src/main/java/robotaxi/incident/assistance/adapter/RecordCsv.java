package robotaxi.incident.assistance.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.Ticket;

/** One line a question. */
final class RecordCsv {
    static final List<String> HEADER = List.of(
            "ticket_id",
            "vehicle_id",
            "ride_id",
            "release_id",
            "kind",
            "detail",
            "latitude",
            "longitude",
            "passenger_aboard",
            "lane_blocked",
            "asked_at",
            "received_at",
            "first_claimed_at",
            "seconds_to_pick_up",
            "answered_by",
            "answered_at",
            "answer",
            "answer_scene",
            "verdict",
            "verdict_code",
            "verdict_detail",
            "verdict_at",
            "state",
            "ended_at",
            "ended_why",
            "seconds_to_resolution");

    private RecordCsv() {}

    static List<String> line(Ticket ticket) {
        var asked = ticket.asked();
        Ticket.Given given = ticket.given();
        Ticket.Verdict verdict = ticket.verdict();
        Ticket.Ending ending = ticket.ending();
        return Arrays.asList(
                asked.id(),
                asked.vehicleId(),
                asked.rideId(),
                asked.releaseId(),
                asked.kind(),
                asked.detail(),
                String.valueOf(asked.latitude()),
                String.valueOf(asked.longitude()),
                String.valueOf(asked.passengerAboard()),
                String.valueOf(asked.laneBlocked()),
                asked.askedAt().toString(),
                asked.receivedAt().toString(),
                text(ticket.firstClaimedAt()),
                seconds(asked.receivedAt(), ticket.firstClaimedAt()),
                given == null ? "" : given.by(),
                given == null ? "" : given.at().toString(),
                given == null ? "" : given.words(),
                given == null ? "" : given.sceneId(),
                verdict == null ? "" : verdict.accepted() ? "accepted" : "refused",
                verdict == null ? "" : verdict.code(),
                verdict == null ? "" : verdict.detail(),
                verdict == null ? "" : verdict.at().toString(),
                ticket.state().wireName(),
                ending == null ? "" : ending.at().toString(),
                ending == null ? "" : ending.why(),
                seconds(asked.receivedAt(), ending == null ? null : ending.at()));
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    private static String seconds(Instant from, @Nullable Instant to) {
        return to == null ? "" : String.valueOf(Duration.between(from, to).toMillis() / 1000.0);
    }
}
