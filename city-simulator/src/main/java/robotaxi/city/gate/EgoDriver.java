package robotaxi.city.gate;

import java.util.List;
import robotaxi.city.view.Picture;

/** Whoever drives the car of a rollout. */
public interface EgoDriver {

    /** A rollout begins. */
    void start(String session, long seed, String sceneId);

    /** Pictures, poses and route are handed over, in any order. */
    void observe(String session, Observation observation);

    /** Asks for a plan. */
    Answer drive(String session, long nowMicros, long queryMicros);

    /** The rollout has ended. */
    void close(String session);

    /**
     * What is new since the last time.
     *
     * @param nowMicros when the shutters closed
     * @param frames one picture of each camera
     * @param poses new poses, rear axle in the local frame
     * @param route x and y of the waypoints in the car's frame; empty after the last decision
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Observation(long nowMicros, List<Frame> frames, List<Motion> poses, float[] route) {}

    /** A camera's picture. */
    record Frame(String cameraId, Picture picture) {}

    /**
     * A pose and how the car moves there.
     *
     * @param pose where
     * @param speed metres a second; 0 as long as the recording drives, as AlpaSim has it
     * @param acceleration metres a second squared
     * @param yawRate radians a second
     */
    record Motion(TimedPose pose, double speed, double acceleration, double yawRate) {}

    /**
     * A plan.
     *
     * @param plan rear axle in the local frame, the first the newest own pose; empty where the driver has none
     * @param samples what it was chosen from
     * @param reasoning in words
     * @param safe its own safety monitor is content
     * @param ends the driver ends the rollout
     */
    record Answer(List<TimedPose> plan, List<List<TimedPose>> samples, String reasoning, boolean safe, boolean ends) {}
}
