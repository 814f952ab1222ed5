package robotaxi.incident.assistance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import robotaxi.incident.assistance.Tickets.Line;

/** Brings questions to people who are ready for one: the most urgent to whoever has waited longest. */
public final class Matching {
    private final Tickets tickets;
    private final Agents agents;
    private final DeskRules rules;

    /** Over these. */
    public Matching(Tickets tickets, Agents agents, DeskRules rules) {
        this.tickets = tickets;
        this.agents = agents;
        this.rules = rules;
    }

    /**
     * Until there is no question, or nobody for it. Alone: else a question that comes and a person who gets ready at the same moment
     * would miss each other.
     */
    public void match(Instant now) {
        agents.matchAlone();
        Duration patience = rules.lease();
        while (true) {
            Optional<Ticket> ticket = tickets.lockMostUrgent();
            Optional<String> person = ticket.isEmpty() ? Optional.empty() : agents.longestReady(now.minus(patience));
            if (person.isEmpty()) {
                return;
            }
            give(ticket.get(), person.get(), "offered", now);
        }
    }

    /** To be asked for before any ticket is locked by whoever may match later, or two would wait for each other. */
    void alone() {
        agents.matchAlone();
    }

    Ticket give(Ticket ticket, String person, String how, Instant now) {
        Ticket claimed = ticket.claimed(person, now, rules.lease());
        tickets.save(claimed);
        tickets.note(
                ticket.id(),
                new Line(
                        now,
                        how,
                        person,
                        WorkDesk.facts(
                                "fence",
                                claimed.fence(),
                                "waitedMillis",
                                Duration.between(ticket.asked().receivedAt(), now)
                                        .toMillis())));
        return claimed;
    }
}
