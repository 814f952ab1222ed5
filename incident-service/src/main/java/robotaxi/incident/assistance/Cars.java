package robotaxi.incident.assistance;

import java.time.Instant;

/** The way to the cars. */
public interface Cars {
    /** Sends an advice when the transaction commits; answers its command's id. */
    String advise(Ticket ticket, Advice advice, Instant now, Instant notAfter);
}
