package robotaxi.ota.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A car's register, after UN Regulation 156 (E/ECE/TRANS/505/Rev.3/Add.155): its software before and after each update, who let the
 * update happen, what was checked, and how it ended.
 *
 * @param runs what it said that it runs, the oldest first
 * @param updates the newest first
 */
public record VehicleRecord(String vehicleId, String hardwareId, List<Run> runs, List<Update> updates) {
    /**
     * A time in which the car ran a release.
     *
     * @param until when it first said that it runs another one, null for the one that it runs
     */
    public record Run(
            String releaseId, Instant since, @Nullable Instant until) {}

    /**
     * One update.
     *
     * @param rxswin identifiers of the type-approved software that the release changes
     * @param replaced what the car ran when it was chosen, null if it had not said
     * @param restored whether the update ended with the release that ran before
     * @param startedBy who prepared or started the rollout
     * @param approvedBy who else agreed to it
     * @param evidence what had been shown of the release when the update began
     * @param files what was to be installed, as the trusted metadata lists it
     * @param steps the oldest first
     */
    public record Update(
            String rolloutId,
            String releaseId,
            List<String> rxswin,
            @Nullable String replaced,
            boolean restored,
            String startedBy,
            List<String> approvedBy,
            List<Shown> evidence,
            List<File> files,
            List<Step> steps) {}

    /** A piece of evidence; its id is the SHA-256 of what was signed. */
    public record Shown(String evidenceId, String kind, boolean passed, Instant receivedAt) {}

    /** A file of a release. */
    public record File(String path, String sha256, long lengthBytes) {}

    /** A state that the update came to, with the car's own words if it had any. */
    public record Step(String state, Instant at, String code, String detail) {}
}
