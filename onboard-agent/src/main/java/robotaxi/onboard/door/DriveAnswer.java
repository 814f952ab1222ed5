package robotaxi.onboard.door;

import java.util.Optional;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Trajectory;

/** A plan for the controller, or none: then the car is to stand. */
public record DriveAnswer(EgoState from, Optional<Trajectory> trajectory, String reasoning, String source) {}
