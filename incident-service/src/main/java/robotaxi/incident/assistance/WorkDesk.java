package robotaxi.incident.assistance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import robotaxi.incident.assistance.Tickets.Line;
import robotaxi.kit.problem.ErrorCode;

/** What people do with questions. One person holds one question at a time; a refusal is a value. */
public final class WorkDesk {
    private static final int LONGEST_WAIT_SECONDS = 120;
    private static final int MOST_POINTS = 80;

    private final Tickets tickets;
    private final Agents agents;
    private final Cars cars;
    private final Matching matching;
    private final DeskRules rules;
    private final InstantSource clock;

    /** A desk on these. */
    public WorkDesk(
            Tickets tickets, Agents agents, Cars cars, Matching matching, DeskRules rules, InstantSource clock) {
        this.tickets = tickets;
        this.agents = agents;
        this.cars = cars;
        this.matching = matching;
        this.rules = rules;
        this.clock = clock;
    }

    /** What came of an act. */
    public sealed interface Answer {
        /** It was done. */
        record Done(Ticket ticket) implements Answer {}

        /** It was not; {@code state} is what stands against it, if a state does. */
        record Refused(ErrorCode code, String detail, String state) implements Answer {}
    }

    /**
     * What was on the screen when a person answered, as the screen says.
     *
     * @param frames hashes of the pictures
     * @param frameAgeMillis how old the newest was
     * @param hesitationMillis from its first showing to the answer
     */
    public record Shown(
            String sceneId, java.util.List<String> frames, long frameAgeMillis, long hesitationMillis, String layout) {}

    /** A person is there. Who holds a question keeps it; who is ready and holds none may get one. */
    public Optional<Ticket> sit(String person, boolean ready, String place, String licence) {
        Instant now = clock.instant();
        matching.alone();
        agents.seen(person, ready, place, licence, now);
        Optional<Ticket> held = tickets.lockHeldBy(person);
        if (held.isPresent() && held.get().isHeldBy(person, held.get().fence(), now)) {
            Ticket kept = held.get().renewed(now, rules.lease());
            tickets.save(kept);
            return Optional.of(kept);
        }
        if (held.isPresent() || !ready) {
            return Optional.empty();
        }
        matching.match(now);
        return tickets.lockHeldBy(person);
    }

    /** A person takes a question. */
    public Answer claim(String id, String person) {
        Instant now = clock.instant();
        matching.alone();
        if (tickets.lockHeldBy(person).filter(held -> !held.id().equals(id)).isPresent()) {
            return refused(AssistError.ONE_AT_A_TIME, "", "");
        }
        Ticket ticket = get(id);
        if (ticket.isHeldBy(person, ticket.fence(), now)) {
            return new Answer.Done(ticket);
        }
        if (ticket.state() != TicketState.OPEN) {
            return refused(
                    ticket.state().isHeld() ? AssistError.TAKEN : AssistError.ILLEGAL_ACT,
                    "",
                    ticket.state().wireName());
        }
        return new Answer.Done(matching.give(ticket, person, "claimed", now));
    }

    /** A person gives it back, or straight to somebody else, who must hold nothing. */
    public Answer handOver(String id, String person, long fence, String to, String note) {
        Instant now = clock.instant();
        matching.alone();
        Ticket ticket = get(id);
        Optional<Answer> no = mine(ticket, person, fence, now);
        if (no.isPresent()) {
            return no.get();
        }
        if (ticket.state() == TicketState.ANSWERED) {
            return refused(
                    AssistError.ILLEGAL_ACT,
                    "an answer is under way",
                    ticket.state().wireName());
        }
        if (!to.isEmpty() && tickets.lockHeldBy(to).isPresent()) {
            return refused(AssistError.ONE_AT_A_TIME, to + " holds another question", "");
        }
        Ticket free = ticket.released(note);
        tickets.save(free);
        tickets.note(
                id, new Line(now, to.isEmpty() ? "released" : "handed-over", person, facts("to", to, "note", note)));
        if (!to.isEmpty()) {
            return new Answer.Done(matching.give(free, to, "claimed", now));
        }
        matching.match(now);
        return new Answer.Done(get(id));
    }

    /** A person answers. The car judges it again. */
    public Answer answer(String id, String person, long fence, String sceneId, Advice advice, Shown shown) {
        Instant now = clock.instant();
        Ticket ticket = get(id);
        Optional<Answer> no = mine(ticket, person, fence, now).or(() -> outOfDate(ticket, sceneId, now));
        if (no.isPresent()) {
            Answer.Refused refusal = (Answer.Refused) no.get();
            tickets.note(
                    id,
                    new Line(
                            now,
                            "answer-refused",
                            person,
                            facts("code", refusal.code().code(), "sceneId", sceneId)));
            return refusal;
        }
        String fault = fault(advice, ticket.scene());
        if (!fault.isEmpty()) {
            return refused(AssistError.MALFORMED, fault, "");
        }
        Instant notAfter = earlier(now.plus(rules.answerLife()), ticket.asked().expiresAt());
        String commandId = cars.advise(ticket, advice, now, notAfter);
        String words = advice.words(ticket.scene());
        Ticket sent = ticket.answered(new Ticket.Given(commandId, sceneId, words, person, now, notAfter));
        tickets.save(sent);
        Map<String, Object> facts = facts("commandId", commandId, "sceneId", sceneId);
        facts.put("answer", words);
        facts.put("shownScene", shown.sceneId());
        facts.put("shownFrames", shown.frames());
        facts.put("frameAgeMillis", shown.frameAgeMillis());
        facts.put("hesitationMillis", shown.hesitationMillis());
        facts.put("layout", shown.layout());
        agents.find(person).ifPresent(seat -> {
            facts.put("place", seat.place());
            facts.put("licence", seat.licence());
        });
        tickets.note(id, new Line(now, "answered", person, facts));
        return new Answer.Done(sent);
    }

    private Optional<Answer> mine(Ticket ticket, String person, long fence, Instant now) {
        if (ticket.state().isOver() || ticket.state() == TicketState.ACCEPTED) {
            return Optional.of(
                    ticket.state() == TicketState.EXPIRED
                            ? refused(AssistError.EXPIRED, "", ticket.state().wireName())
                            : refused(
                                    AssistError.ILLEGAL_ACT, "", ticket.state().wireName()));
        }
        return ticket.isHeldBy(person, fence, now)
                ? Optional.empty()
                : Optional.of(refused(AssistError.NOT_YOURS, "", ticket.state().wireName()));
    }

    private Optional<Answer> outOfDate(Ticket ticket, String sceneId, Instant now) {
        if (ticket.state() == TicketState.ANSWERED) {
            return Optional.of(refused(
                    AssistError.ILLEGAL_ACT,
                    "an answer is under way",
                    ticket.state().wireName()));
        }
        if (!ticket.asked().expiresAt().isAfter(now)) {
            return Optional.of(refused(AssistError.EXPIRED, "", ticket.state().wireName()));
        }
        if (!ticket.scene().sceneId().equals(sceneId)) {
            return Optional.of(refused(AssistError.STALE_SCENE, "the car offers something else now", ""));
        }
        if (ticket.scene().receivedAt().plus(rules.frameAge()).isBefore(now)) {
            return Optional.of(refused(AssistError.STALE_SCENE, "the newest picture is too old", ""));
        }
        return Optional.empty();
    }

    private static String fault(Advice advice, SceneSeen scene) {
        return switch (advice) {
            case Advice.Choose choose -> scene.offers(choose.optionId()) ? "" : "the scene has no such option";
            case Advice.Drive drive ->
                drive.points().size() < 2 || drive.points().size() > MOST_POINTS
                        ? "a way has 2 to " + MOST_POINTS + " points"
                        : "";
            case Advice.Wait wait ->
                wait.seconds() < 1 || wait.seconds() > LONGEST_WAIT_SECONDS
                        ? "a wait lasts 1 to " + LONGEST_WAIT_SECONDS + " s"
                        : "";
            case Advice.LaneClosed _, Advice.PullOver _ -> "";
        };
    }

    private Ticket get(String id) {
        return tickets.lock(id).orElseThrow(() -> new UnknownTicketException(id));
    }

    private static Answer refused(ErrorCode code, String detail, String state) {
        return new Answer.Refused(code, detail, state);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Map<String, Object> facts(String name, Object value, String other, Object otherValue) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(name, value);
        facts.put(other, otherValue);
        return facts;
    }
}
