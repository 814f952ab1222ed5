package robotaxi.onboard.model.adapter;

import java.util.Optional;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.supervisor.EgoState;

/** A car that wants plans. */
public interface PlanClient {
    /** What the car sees now; empty when it wants no plan any more. */
    Optional<Seen> look();

    /** The model that this car runs. */
    DrivingModel model();

    /** How much may be done for what it sees. */
    Effort effort(Seen seen, long nowNanos);

    /** Takes the plan for what it saw. */
    void planned(Seen seen, Plan plan);

    /** The model failed. */
    void failed(ModelFaultException fault);

    /** An observation with the pose that it was made at. */
    record Seen(Observation observation, EgoState ego) {}
}
