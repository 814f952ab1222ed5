package robotaxi.incident.assistance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import robotaxi.incident.assistance.Tickets.Line;

/** What cars say. Every report may come twice, and one of an older start of the car may come late: neither changes anything. */
public final class HearCars {
    private static final String CAR = "car";

    private final Tickets tickets;
    private final Matching matching;
    private final InstantSource clock;

    /** Into these. */
    public HearCars(Tickets tickets, Matching matching, InstantSource clock) {
        this.tickets = tickets;
        this.matching = matching;
        this.clock = clock;
    }

    /** A car asks. A car has one question at a time, so an older one is over. */
    public void question(Asked asked, SceneSeen scene, Stamp stamp) {
        if (tickets.find(asked.id()).isPresent()) {
            return;
        }
        Instant now = clock.instant();
        matching.alone();
        for (Ticket older : tickets.lockLive(asked.vehicleId())) {
            if (older.heard().isAfter(stamp)) {
                return;
            }
            end(older, "the car asks anew", now);
        }
        tickets.add(Ticket.opened(asked, scene, stamp));
        Map<String, Object> facts = seenFacts(scene);
        facts.put("kind", asked.kind());
        facts.put("detail", asked.detail());
        facts.put(
                "options", scene.options().stream().map(SceneSeen.Option::words).toList());
        facts.put("requestMillis", millis(asked.askedAt(), asked.receivedAt()));
        tickets.note(asked.id(), new Line(now, "asked", CAR, facts));
        matching.match(now);
    }

    /** A car shows what it sees now. */
    public void scene(String vehicleId, String id, SceneSeen scene, Stamp stamp) {
        Optional<Ticket> found = live(vehicleId, id, stamp);
        if (found.isEmpty()) {
            return;
        }
        boolean changed = !found.get().scene().sceneId().equals(scene.sceneId());
        Ticket seen = found.get().seen(scene, stamp);
        if (changed) {
            tickets.save(seen);
            tickets.note(id, new Line(clock.instant(), "scene-changed", CAR, seenFacts(scene)));
        } else {
            tickets.saveScene(seen);
        }
    }

    /** A car has judged an answer. */
    public void verdict(String vehicleId, String id, Ticket.Verdict verdict, Stamp stamp) {
        matching.alone();
        live(vehicleId, id, stamp).ifPresent(ticket -> judge(ticket.heard(stamp), verdict));
        // Who has answered may get the next one.
        matching.match(clock.instant());
    }

    /** The ledger says that an answer did not reach the car, or that the car did not even look at it. */
    public void commandFailed(String commandId, String code, String detail) {
        tickets.lockByCommand(commandId)
                .ifPresent(
                        ticket -> judge(ticket, new Ticket.Verdict(commandId, false, code, detail, clock.instant())));
    }

    private void judge(Ticket ticket, Ticket.Verdict verdict) {
        Instant now = clock.instant();
        if (!ticket.awaits(verdict.commandId())) {
            tickets.saveScene(ticket);
            return;
        }
        Ticket judged = ticket.judged(verdict);
        tickets.save(judged);
        Map<String, Object> facts = WorkDesk.facts("commandId", verdict.commandId(), "accepted", verdict.accepted());
        facts.put("code", verdict.code());
        facts.put("detail", verdict.detail());
        if (ticket.given() != null) {
            facts.put("answerMillis", millis(ticket.given().at(), verdict.at()));
            facts.put("roundTripMillis", millis(ticket.given().at(), now));
        }
        tickets.note(ticket.id(), new Line(now, verdict.accepted() ? "accepted" : "refused", CAR, facts));
    }

    /** A car says that a question is over. */
    public void closed(String vehicleId, String id, String end, String detail, Stamp stamp) {
        live(vehicleId, id, stamp).ifPresent(ticket -> end(ticket.heard(stamp), end + ": " + detail, clock.instant()));
    }

    private void end(Ticket ticket, String why, Instant now) {
        TicketState how = ticket.state() == TicketState.ACCEPTED ? TicketState.CLOSED : TicketState.WITHDRAWN;
        finish(ticket, how, why, now);
    }

    /** Ends it with its record's last line. */
    void finish(Ticket ticket, TicketState how, String why, Instant now) {
        tickets.save(ticket.ended(how, why, now));
        Map<String, Object> facts = WorkDesk.facts(
                "why", why, "resolutionMillis", millis(ticket.asked().receivedAt(), now));
        tickets.note(ticket.id(), new Line(now, how.wireName(), CAR, facts));
    }

    private Optional<Ticket> live(String vehicleId, String id, Stamp stamp) {
        return tickets.lock(id)
                .filter(ticket -> ticket.asked().vehicleId().equals(vehicleId))
                .filter(ticket -> !ticket.state().isOver())
                .filter(ticket -> stamp.isAfter(ticket.heard()));
    }

    private static Map<String, Object> seenFacts(SceneSeen scene) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sceneId", scene.sceneId());
        facts.put("capturedAt", scene.capturedAt().toString());
        facts.put("frames", scene.frames().stream().map(SceneSeen.Frame::sha256).toList());
        return facts;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
