package robotaxi.incident.custody;

import java.util.Map;

/**
 * Something that was done to evidence.
 *
 * @param act {@code accepted}, {@code mended}, {@code set-apart}, {@code opened}, {@code exported}, {@code held},
 *     {@code release-requested}, {@code released}, {@code retention-chosen}, {@code deleted} or {@code report-filed}
 * @param incidentId its incident, or empty while nobody knows it
 * @param eventId the safety event of the recording, or empty
 * @param actor who did it
 * @param blobSha256 of the content that it is about, or empty
 * @param says what else belongs to it, by name
 */
public record CustodyAct(
        String act, String incidentId, String eventId, String actor, String blobSha256, Map<String, String> says) {
    /** Copies. */
    public CustodyAct {
        says = Map.copyOf(says);
    }

    /** An act on an incident's evidence as a whole. */
    public static CustodyAct onIncident(String act, String incidentId, String actor, Map<String, String> says) {
        return new CustodyAct(act, incidentId, "", actor, "", says);
    }
}
