package robotaxi.onboard.drive;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.Track;

/**
 * All that a control tick decides on.
 *
 * @param nowUs world time
 * @param mission null: stand still
 * @param stopping the mission is cancelled, come to a stop
 * @param plan the model's latest plan, if there is one
 * @param fault what is wrong with the car's senses, its clock or its permission
 * @param restraint what keeps the car from driving the mission to its end
 */
public record Moment(
        long nowUs,
        EgoState ego,
        @Nullable Mission mission,
        boolean stopping,
        List<Track> tracks,
        @Nullable TimedPlan plan,
        Optional<Fault> fault,
        Restraint restraint) {}
