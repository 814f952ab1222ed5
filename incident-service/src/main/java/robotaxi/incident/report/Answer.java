package robotaxi.incident.report;

import java.time.Instant;

/** What a person filled into a column. */
public record Answer(String value, String by, Instant at) {}
