package robotaxi.onboard.drive;

import java.util.List;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Trajectory;

/**
 * What a control tick decided.
 *
 * @param source model, retimed, fallback, minimal-risk, stop, or standing
 * @param gapMetres to the nearest thing in the way, negative if none
 */
public record Decision(
        Trajectory trajectory,
        String source,
        RiskState.Mode risk,
        double gapMetres,
        double remainingMetres,
        double etaSeconds,
        List<DriveEvent> events) {}
