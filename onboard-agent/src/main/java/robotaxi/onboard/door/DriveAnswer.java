package robotaxi.onboard.door;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Trajectory;

/**
 * A plan for the controller, or none: then the car is to stand.
 *
 * @param samples all that the model proposed, the chosen one first
 * @param notes more for whoever looks into the log: texts, numbers and truth values by name
 */
public record DriveAnswer(
        EgoState from,
        Optional<Trajectory> trajectory,
        String reasoning,
        String source,
        List<Trajectory> samples,
        Map<String, Object> notes) {
    /** Copies. */
    public DriveAnswer {
        samples = List.copyOf(samples);
        notes = Map.copyOf(notes);
    }

    /** With the one plan that is to be driven. */
    public DriveAnswer(EgoState from, Optional<Trajectory> trajectory, String reasoning, String source) {
        this(from, trajectory, reasoning, source, trajectory.stream().toList(), Map.of());
    }
}
