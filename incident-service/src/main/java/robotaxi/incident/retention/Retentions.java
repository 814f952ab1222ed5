package robotaxi.incident.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: holds, choices and what is left of evidence whose time is over. */
public interface Retentions {
    /** The hold that stands, locked until the transaction ends; none if nothing holds it. */
    Optional<Hold> activeHold(String incidentId);

    /** Keeps a hold as it is now. */
    void save(Hold hold);

    /** What a person chose last, if anybody did. */
    Optional<Choice> choice(String incidentId);

    /** Keeps a choice. */
    void choose(String incidentId, Choice choice);

    /** Blobs of an incident that are there, with the moment at which they came. */
    List<Blob> blobs(String incidentId);

    /** Incidents that have blobs older than that, the oldest first. */
    List<String> withBlobsBefore(Instant moment, int most);

    /** Notes that a blob's content is gone. The database refuses while the incident is held. */
    void bury(String incidentId, String sha256, Instant now);

    /** What a person chose in place of the rule. */
    record Choice(RetentionClass retention, String reason, String by, Instant at) {}

    /**
     * A blob.
     *
     * @param isClip a recording rather than a still
     */
    record Blob(String sha256, boolean isClip, long lengthBytes, Instant receivedAt) {}
}
