package robotaxi.onboard.drive;

import java.util.List;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Trajectory;

/**
 * What a control tick decided.
 *
 * @param source model, retimed, fallback, minimal-risk, stop, or standing
 * @param candidates what could have been chosen; none while the car stands or stops without a look at the model's plan
 * @param gapMetres to the nearest thing in the way, negative if none
 */
public record Decision(
        Trajectory trajectory,
        String source,
        List<Candidate> candidates,
        RiskState.Mode risk,
        double gapMetres,
        double remainingMetres,
        double etaSeconds,
        List<DriveEvent> events) {}
