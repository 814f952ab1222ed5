package robotaxi.onboard.mission;

/** Why the car drives. */
public enum MissionPurpose {
    /** To a rider. */
    PICKUP,
    /** With a rider. */
    DROPOFF,
    /** Empty, to wait elsewhere. */
    REPOSITION
}
