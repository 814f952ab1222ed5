package robotaxi.onboard.door;

import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.supervisor.EgoState;

/** A car that is driven through AlpaSim's driver interface. Calls come on any thread in any order. */
public interface DriverSession {
    /** A camera frame; false when one of that time is here already. */
    boolean frame(Frame frame);

    /** A new pose; its speed is NaN where none was told. */
    void pose(EgoState state);

    /** Waypoints in the rig frame at a time, NaN where nothing is known; ignored by a car that follows missions. */
    void route(double[] aheadMetres, double[] leftMetres, long timeUs);

    /**
     * Decides.
     *
     * @throws HistoryTooShortException when too little is known of the car's own motion
     */
    DriveAnswer drive(long nowUs);

    /** A camera as it is built; told once a session, if it is known. */
    default void calibrated(Calibration calibration) {}

    /** The session begins, with a seed for what is left to chance in it. */
    default void begin(long seed) {
        reset();
    }

    /** Forgets all that belongs to the session. */
    void reset();
}
