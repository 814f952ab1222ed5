package robotaxi.incident.assistance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A car's question on its way through the desk.
 *
 * @param scene what the car has shown last
 * @param heard the newest of the car's reports that counts for it
 * @param fence number of the newest claim; a later claim has a higher one, and an answer under an older one is refused
 * @param claim who holds it; null while nobody does
 * @param given the newest answer
 * @param firstClaimedAt when somebody had it first
 * @param verdict what the car made of the newest answer that it judged
 * @param ending how it ended
 * @param notes of whoever handed it over
 */
public record Ticket(
        Asked asked,
        SceneSeen scene,
        Stamp heard,
        TicketState state,
        long fence,
        @Nullable Claim claim,
        @Nullable Given given,
        @Nullable Instant firstClaimedAt,
        @Nullable Verdict verdict,
        @Nullable Ending ending,
        String notes) {

    /** Somebody's hold on it. */
    public record Claim(String by, Instant leaseUntil, Instant since) {}

    /** An answer that was sent. */
    public record Given(String commandId, String sceneId, String words, String by, Instant at, Instant notAfter) {}

    /** What the car says to an answer. */
    public record Verdict(String commandId, boolean accepted, String code, String detail, Instant at) {}

    /** How it ended. */
    public record Ending(String why, Instant at) {}

    /** A question that nobody has seen yet. */
    public static Ticket opened(Asked asked, SceneSeen scene, Stamp stamp) {
        return new Ticket(asked, scene, stamp, TicketState.OPEN, 0, null, null, null, null, null, "");
    }

    /** Its id. */
    public String id() {
        return asked.id();
    }

    /** Whether this person holds it now, under this number. */
    public boolean isHeldBy(String person, long number, Instant now) {
        return claim != null
                && claim.by().equals(person)
                && number == fence
                && claim.leaseUntil().isAfter(now);
    }

    /** Somebody takes it. */
    public Ticket claimed(String by, Instant now, Duration lease) {
        Instant first = firstClaimedAt == null ? now : firstClaimedAt;
        return become(TicketState.CLAIMED)
                .with(fence + 1, new Claim(by, now.plus(lease), now), given, first, verdict, null, notes);
    }

    /** Whoever holds it still does. */
    public Ticket renewed(Instant now, Duration lease) {
        return claim == null
                ? this
                : with(
                        fence,
                        new Claim(claim.by(), now.plus(lease), claim.since()),
                        given,
                        firstClaimedAt,
                        verdict,
                        null,
                        notes);
    }

    /** Whoever held it does no more. */
    public Ticket released(String note) {
        return become(TicketState.OPEN).with(fence, null, given, firstClaimedAt, verdict, null, joined(note));
    }

    private String joined(String note) {
        return note.isBlank() ? notes : notes.isEmpty() ? note : notes + "\n" + note;
    }

    /** An answer goes to the car. */
    public Ticket answered(Given answer) {
        return become(TicketState.ANSWERED).with(fence, claim, answer, firstClaimedAt, verdict, null, notes);
    }

    /** The car has judged the answer. With a "yes" the person is free. */
    public Ticket judged(Verdict said) {
        return said.accepted()
                ? become(TicketState.ACCEPTED).with(fence, null, given, firstClaimedAt, said, null, notes)
                : become(TicketState.REFUSED).with(fence, claim, given, firstClaimedAt, said, null, notes);
    }

    /** It is over. */
    public Ticket ended(TicketState how, String why, Instant now) {
        return become(how).with(fence, null, given, firstClaimedAt, verdict, new Ending(why, now), notes);
    }

    /** The car shows something newer. */
    public Ticket seen(SceneSeen newer, Stamp stamp) {
        return new Ticket(asked, newer, stamp, state, fence, claim, given, firstClaimedAt, verdict, ending, notes);
    }

    /** A report of the car counted for it. */
    public Ticket heard(Stamp stamp) {
        return seen(scene, stamp);
    }

    /** Whether an answer is under way that the car has not judged. */
    boolean awaits(String commandId) {
        return state == TicketState.ANSWERED
                && given != null
                && given.commandId().equals(commandId);
    }

    private Ticket become(TicketState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a ticket that is " + state + " cannot become " + next);
        }
        return new Ticket(asked, scene, heard, next, fence, claim, given, firstClaimedAt, verdict, ending, notes);
    }

    private Ticket with(
            long number,
            @Nullable Claim holder,
            @Nullable Given answer,
            @Nullable Instant first,
            @Nullable Verdict said,
            @Nullable Ending end,
            String note) {
        return new Ticket(asked, scene, heard, state, number, holder, answer, first, said, end, note);
    }
}
