package robotaxi.incident.assistance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where tickets are kept, with all that was said about them. Each call belongs to the caller's transaction. */
public interface Tickets {
    /** One, as it is. */
    Optional<Ticket> find(String id);

    /** One that nobody else changes until the transaction ends. */
    Optional<Ticket> lock(String id);

    /** Those of a car that are not over, locked. */
    List<Ticket> lockLive(String vehicleId);

    /** The one that waits for the car's word on a command, locked. */
    Optional<Ticket> lockByCommand(String commandId);

    /** The one that a person holds, locked. */
    Optional<Ticket> lockHeldBy(String person);

    /** The most urgent one that nobody has, locked: passenger aboard, then lane blocked, then the longest wait. */
    Optional<Ticket> lockMostUrgent();

    /** Those whose lease is over, whose time is up, or whose answer was never judged; locked; those that somebody else has are left out. */
    List<Ticket> lockDue(Instant now, Instant unjudgedSince);

    /** Adds a new one. */
    void add(Ticket ticket);

    /** Keeps what has become of it; those who watch hear of it once this is committed. */
    void save(Ticket ticket);

    /** Keeps a new picture of an open ticket; nobody needs to hear of it but by the pictures' own stream. */
    void saveScene(Ticket ticket);

    /** Adds a line to its record, which never changes. */
    void note(String id, Line line);

    /** A line of the record. {@code facts} is in the order in which it shall be read. */
    record Line(Instant at, String what, String who, java.util.Map<String, Object> facts) {}
}
