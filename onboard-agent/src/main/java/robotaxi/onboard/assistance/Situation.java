package robotaxi.onboard.assistance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Lead;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Track;

/**
 * All that the desk looks at in one control tick.
 *
 * @param nowUs the time of the car's sensors: how long it stands is counted by it
 * @param nowNanos monotonic time of the computer: expiry is counted by it
 * @param mission with the route as it was ordered; null if the car is not to drive
 * @param driven the route as it is driven now
 * @param here where the car is along it
 * @param waitsForRelease the car stands in a minimal-risk condition and lacks nothing but a person's word
 * @param mayDrive the release that drives has the permission to
 * @param outside the car is where it may not drive
 * @param held something else keeps it from driving, for instance an emergency
 * @param doubtful the model is not sure of itself, or was overruled just now
 * @param keepsUp the fleet has all that was said before
 */
public record Situation(
        long nowUs,
        long nowNanos,
        EgoState ego,
        @Nullable Mission mission,
        RouteLine driven,
        RouteLine.Projection here,
        Optional<Lead> lead,
        List<Track> tracks,
        RiskState.Mode risk,
        boolean waitsForRelease,
        boolean mayDrive,
        boolean outside,
        boolean held,
        boolean doubtful,
        boolean keepsUp) {
    private static final double STANDING_SPEED = 0.1;

    boolean stands() {
        return Math.abs(ego.speedMetresPerSecond()) < STANDING_SPEED;
    }
}
