package robotaxi.onboard.supervisor;

/**
 * Why the car may not go on as it does.
 *
 * @param code stable, for machines
 * @param detail for people
 * @param rung the gentlest manoeuvre that answers it
 * @param selfHeals whether its end may be enough to drive again; else a person decides
 */
public record Fault(String code, String detail, Rung rung, boolean selfHeals) {
    /** No plan of the model for too long. */
    public static Fault planLate() {
        return new Fault("plan.late", "no valid plan for more than 1 s", Rung.COMFORT_STOP, true);
    }

    /** The car does not know where it is. */
    public static Fault egomotionStale() {
        return new Fault("sensor.egomotion-stale", "egomotion is stale", Rung.COMFORT_STOP, true);
    }

    /** The car does not hear its own wires: speed, radar, doors. */
    public static Fault busStale() {
        return new Fault("sensor.bus-stale", "the vehicle bus is stale", Rung.COMFORT_STOP, true);
    }

    /** The same for so long that nothing is known of what is ahead. */
    public static Fault blind() {
        return new Fault("sensor.blind", "nothing was heard of what is ahead for too long", Rung.EMERGENCY_STOP, false);
    }

    /** Time goes backwards, or sensors speak from the future. */
    public static Fault clock() {
        return new Fault("clock.inconsistent", "the sensors' times do not fit the clock", Rung.COMFORT_STOP, false);
    }

    /** The car has touched something. */
    public static Fault contact() {
        return new Fault("contact", "the car has touched something", Rung.EMERGENCY_STOP, false);
    }

    /** The software, or the car, may not drive here any more. */
    public static Fault notPermitted(String detail) {
        return new Fault("permission.withdrawn", detail, Rung.PULL_OVER, false);
    }

    /** The car is where it may not drive. Nothing is wrong with what it sees and knows of itself: it makes room and stands. */
    public static Fault outsideArea() {
        return new Fault("area.outside", "the car is outside of its operating area", Rung.PULL_OVER, false);
    }

    /** The car does not know any more where it may drive. */
    public static Fault unreadableArea() {
        return new Fault("area.unreadable", "the car cannot read its operating area", Rung.PULL_OVER, false);
    }

    /** Whether this one asks for more than another does. */
    boolean isWorseThan(Fault other) {
        return rung.compareTo(other.rung) > 0 || (rung == other.rung && !selfHeals && other.selfHeals);
    }
}
