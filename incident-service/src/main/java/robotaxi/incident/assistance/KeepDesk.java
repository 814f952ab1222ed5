package robotaxi.incident.assistance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import robotaxi.incident.assistance.Tickets.Line;

/** What happens because nobody does anything: leases lapse, questions expire, an answer that nobody judged is taken for refused. */
public final class KeepDesk {
    private static final String DESK = "desk";

    private final Tickets tickets;
    private final Matching matching;
    private final HearCars cars;
    private final DeskRules rules;
    private final InstantSource clock;

    /** Over these. */
    public KeepDesk(Tickets tickets, Matching matching, HearCars cars, DeskRules rules, InstantSource clock) {
        this.tickets = tickets;
        this.matching = matching;
        this.cars = cars;
        this.rules = rules;
        this.clock = clock;
    }

    /** Looks once; answers how many it has moved. */
    public int look() {
        Instant now = clock.instant();
        matching.alone();
        var due = tickets.lockDue(now, now.minus(rules.verdictPatience()));
        due.forEach(ticket -> move(ticket, now));
        if (!due.isEmpty()) {
            matching.match(now);
        }
        return due.size();
    }

    private void move(Ticket ticket, Instant now) {
        Ticket.Claim claim = ticket.claim();
        Ticket.Given given = ticket.given();
        boolean isUnjudged = ticket.state() == TicketState.ANSWERED
                && given != null
                && given.notAfter().isBefore(now.minus(rules.verdictPatience()));
        if (ticket.state() == TicketState.ACCEPTED) {
            cars.finish(ticket, TicketState.CLOSED, "the car has not said what came of it", now);
        } else if (!ticket.asked().expiresAt().isAfter(now) && (ticket.state() != TicketState.ANSWERED || isUnjudged)) {
            cars.finish(ticket, TicketState.EXPIRED, "nobody has answered in time", now);
        } else if (isUnjudged && given != null) {
            cars.commandFailed(given.commandId(), "assistance.no-verdict", "the car has not said what it made of it");
        } else if (ticket.state() != TicketState.ANSWERED
                && claim != null
                && !claim.leaseUntil().isAfter(now)) {
            tickets.save(ticket.released(""));
            tickets.note(ticket.id(), new Line(now, "lapsed", DESK, Map.of("by", claim.by())));
        }
    }
}
