package robotaxi.dispatch.ride;

/** What a car drives for. */
public enum Leg {
    /** To the rider. */
    PICKUP,
    /** With the rider, to a stop where it waits. */
    STOP,
    /** With the rider, to the end. */
    DROPOFF
}
