package robotaxi.onboard.mission;

/** Something about a mission that others must hear of. */
public sealed interface Happening {
    /** The mission got under way. */
    record UnderWay(Mission mission) implements Happening {}

    /** The car stands at the mission's end. */
    record Arrived(Mission mission) implements Happening {}

    /** The mission was taken back; {@code cancelCommandId} is empty when a newer mission took its place. */
    record Cancelled(Mission mission, String cancelCommandId, String detail) implements Happening {}

    /** The rider sits, belted, doors closed. */
    record Boarded(String rideId) implements Happening {}

    /** The rider has left. */
    record Alighted(String rideId) implements Happening {}

    /** The doors are unlocked, as a command asked. */
    record Unlocked(String commandId) implements Happening {}

    /** The mission cannot be driven to its end; the car stands. */
    record Failed(Mission mission, String code, String detail) implements Happening {}

    /** The car does what a command asks that has no later end; the code says if that is nothing. */
    record Heeded(String commandId, String code) implements Happening {}

    /** The emergency was over before the car had done what its command asks. */
    record Lapsed(String commandId) implements Happening {}
}
