package robotaxi.ota.rollout;

import java.time.Instant;

/**
 * An incident of the gravest severity that a car had while a release drove it.
 *
 * @param kind of the safety event, kebab case
 * @param notedAt when we heard of it
 */
public record GraveIncident(String incidentId, String vehicleId, String kind, Instant notedAt) {
    /** In words, for whoever asks why a rollout is held. */
    public String inWords() {
        return "severity-1 incident " + incidentId + ": " + kind + " of " + vehicleId;
    }
}
