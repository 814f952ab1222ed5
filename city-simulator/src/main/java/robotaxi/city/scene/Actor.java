package robotaxi.city.scene;

import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/**
 * Somebody who plays a part: drives or walks along a line, and changes speed and side once each at most.
 *
 * @param id its name, unique in the scene
 * @param kind what it is
 * @param part what the scene needs it for
 * @param line what it moves along
 * @param startMetres its middle along the line at the scene's beginning
 * @param speed its speed then, metres a second
 * @param change how its speed changes
 * @param shift how it moves sideways
 */
public record Actor(
        String id,
        Body.Kind kind,
        Part part,
        RoadLine line,
        double startMetres,
        double speed,
        SpeedChange change,
        Shift shift) {
    /** So long after it has begun a change can be seen in the pictures, seconds. */
    static final double SEEN_AFTER_SECONDS = 0.2;

    /** What a scene needs somebody for. */
    public enum Part {
        /** Drives or stands in our lane. */
        LEAD,
        /** Comes into our lane from beside. */
        CUTS_IN,
        /** Walks across. */
        CROSSES,
        /** Has to be passed with room to spare. */
        TO_PASS,
        /** Tells us to stop. */
        SIGNALS,
        /** Comes the other way and goes first when we turn left. */
        ONCOMING,
        /** Is there to be seen. */
        SCENERY
    }

    /**
     * A change of speed.
     *
     * @param atSeconds when it begins
     * @param acceleration metres a second squared
     * @param endSpeed where it ends
     */
    public record SpeedChange(double atSeconds, double acceleration, double endSpeed) {
        /** The speed stays. */
        public static final SpeedChange NONE = new SpeedChange(Double.POSITIVE_INFINITY, 0, 0);
    }

    /**
     * A move sideways.
     *
     * @param fromMetres left of the line before
     * @param toMetres left of the line afterwards
     * @param atSeconds when it begins
     * @param seconds how long it takes
     */
    public record Shift(double fromMetres, double toMetres, double atSeconds, double seconds) {
        /** Stays so far left of the line. */
        public static Shift at(double left) {
            return new Shift(left, left, Double.POSITIVE_INFINITY, 1);
        }

        double leftAt(double time) {
            return fromMetres + (toMetres - fromMetres) * Smooth.step((time - atSeconds) / seconds);
        }

        boolean moves(double time) {
            return time >= atSeconds + SEEN_AFTER_SECONDS && time < atSeconds + seconds;
        }
    }

    /** As far as a driver can know it at a moment: what has not begun is not expected. */
    Actor asKnownAt(double time) {
        boolean seesChange = time >= change.atSeconds + SEEN_AFTER_SECONDS;
        boolean seesShift = time >= shift.atSeconds + SEEN_AFTER_SECONDS;
        return new Actor(
                id,
                kind,
                part,
                line,
                startMetres,
                speed,
                seesChange ? change : SpeedChange.NONE,
                seesShift ? shift : Shift.at(shift.fromMetres));
    }

    /** Its speed along its line, metres a second. */
    public double speedAt(double time) {
        return speed + change.acceleration * changing(time);
    }

    private double changing(double time) {
        if (time <= change.atSeconds) {
            return 0;
        }
        return Math.min(time - change.atSeconds, (change.endSpeed - speed) / change.acceleration);
    }

    /** Where it is along its line. */
    public double alongAt(double time) {
        double changing = changing(time);
        double steady = Math.max(0, time - change.atSeconds - changing);
        return startMetres
                + speed * time
                + change.acceleration * changing * (changing / 2 + (changing > 0 ? steady : 0));
    }

    /** It slows down, or stands, and shows it. */
    public boolean brakesAt(double time) {
        boolean slows = changing(time) > 0 && change.acceleration < -0.5 && speedAt(time) > change.endSpeed + 1e-6;
        return slows || (speedAt(time) < 0.1 && part != Part.SCENERY && part != Part.TO_PASS);
    }

    /** Its body at a moment. */
    public Body bodyAt(double time) {
        double along = alongAt(time);
        double left = shift.leftAt(time);
        double drift = (shift.leftAt(time + 0.05) - shift.leftAt(time - 0.05)) / 0.1;
        double speed = speedAt(time);
        double turned = Math.abs(drift) < 1e-6 ? 0 : Math.atan2(drift, Math.max(speed, 0.5));
        Pose pose = line.at(along).moved(0, left, turned);
        // An emergency vehicle's blue lights flash twice a second; it needs no brake lights.
        boolean lit = kind == Body.Kind.EMERGENCY ? Math.floorMod((long) Math.floor(time * 4), 2) == 0 : brakesAt(time);
        return new Body(id, kind, pose, speed, lit);
    }
}
