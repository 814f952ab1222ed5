package robotaxi.incident.report;

import java.time.Instant;

/**
 * A report as it was filed.
 *
 * @param version 1 for the first, more for updates
 * @param type 5-Day, Monthly or Update
 * @param content the file: header and one line
 * @param sha256 of it, in hex
 * @param reference what the regulator calls it, or empty
 */
public record Filed(
        String incidentId,
        int version,
        String type,
        String content,
        String sha256,
        String reference,
        String by,
        Instant at) {}
