package robotaxi.onboard.drive;

import robotaxi.onboard.supervisor.Trajectory;

/**
 * A trajectory that a control tick could have chosen.
 *
 * @param source model or fallback
 * @param verdict of the supervisor: "approved", or the code of its veto
 */
public record Candidate(Trajectory trajectory, String source, String verdict) {
    /** The verdict on what may be driven. */
    public static final String APPROVED = "approved";
}
