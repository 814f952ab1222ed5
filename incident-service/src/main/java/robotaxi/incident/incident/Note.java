package robotaxi.incident.incident;

import java.time.Instant;

/**
 * A line of an incident's history; never changed.
 *
 * @param what an act, {@code comment}, {@code assign}, {@code answer}, {@code reminder} or {@code filed}
 * @param text for people
 * @param by a person, or the part of the service that noted it
 */
public record Note(String what, String text, String by, Instant at) {}
