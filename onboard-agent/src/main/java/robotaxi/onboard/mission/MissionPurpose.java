package robotaxi.onboard.mission;

/** Why the car drives. */
public enum MissionPurpose {
    /** To a rider. */
    PICKUP,
    /** With a rider. */
    DROPOFF,
    /** With a rider, to a stop on the way, where the car waits. */
    STOP,
    /** Empty, to wait elsewhere. */
    REPOSITION
}
