package robotaxi.onboard.mission;

/** How far a mission is. */
public enum MissionPhase {
    /** On the way. */
    DRIVING,
    /** At the rider's place, doors locked until dispatch says so. */
    AT_PICKUP,
    /** Doors open to the rider. */
    BOARDING,
    /** The rider sits; the next mission is awaited. */
    BOARDED,
    /** At a stop on the way, doors open: the rider may stay, or get out and come back. */
    AT_STOP,
    /** Doors open, the rider leaves. */
    ALIGHTING,
    /** Cancelled; the car comes to a stop. */
    STOPPING
}
