package robotaxi.incident.assistance;

import java.time.Instant;
import java.util.Optional;

/** Who sits at the desk. Each call belongs to the caller's transaction. */
public interface Agents {
    /** A person is there; {@code ready} says that a ticket may come at once. */
    void seen(String name, boolean ready, String place, String licence, Instant now);

    /** Where the person sits and which driving licence they hold, as they said last. */
    Optional<Seat> find(String name);

    /** Of those who are ready, were seen since, and hold nothing: who has waited longest. */
    Optional<String> longestReady(Instant seenSince);

    /** From here on to the transaction's end nobody else brings tickets and people together. */
    void matchAlone();

    /** A person's seat. */
    record Seat(String place, String licence) {}
}
