package robotaxi.onboard.model;

import java.util.Locale;

/**
 * What actions amount to over the next seconds.
 *
 * @param pace what becomes of the speed
 * @param course where the way leads
 */
public record Intent(Pace pace, Course course) {
    private static final int LOOKED_AT = 30;
    private static final double STANDING = 0.5;
    private static final double CHANGES = 0.4;
    private static final double TURNS_RADIANS = 0.2;

    /** What becomes of the speed. */
    public enum Pace {
        /** It stands at the end, or stays standing. */
        STOP,
        /** It slows down. */
        SLOW,
        /** It goes on as it is. */
        KEEP,
        /** It speeds up. */
        SPEED_UP
    }

    /** Where the way leads. */
    public enum Course {
        /** To the left. */
        LEFT,
        /** Ahead. */
        STRAIGHT,
        /** To the right. */
        RIGHT
    }

    /** Of actions that begin at a speed. */
    public static Intent of(Actions actions, double speed) {
        Actions.Outlook soon = actions.after(LOOKED_AT, speed);
        double change = (soon.speed() - Math.max(0, speed)) / (LOOKED_AT * Actions.STEP_SECONDS);
        double yaw = soon.yaw();
        Course course = yaw > TURNS_RADIANS ? Course.LEFT : yaw < -TURNS_RADIANS ? Course.RIGHT : Course.STRAIGHT;
        return new Intent(pace(soon.speed(), change), course);
    }

    private static Pace pace(double last, double change) {
        if (last < STANDING) {
            return Pace.STOP;
        }
        if (change < -CHANGES) {
            return Pace.SLOW;
        }
        return change > CHANGES ? Pace.SPEED_UP : Pace.KEEP;
    }

    /** Whether one stops where the other speeds up. */
    public boolean isOppositeOf(Intent other) {
        return (pace == Pace.STOP && other.pace == Pace.SPEED_UP) || (pace == Pace.SPEED_UP && other.pace == Pace.STOP);
    }

    /** As a person would put it. */
    public String words() {
        String speed = pace.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return course == Course.STRAIGHT ? speed : speed + "-" + course.name().toLowerCase(Locale.ROOT);
    }
}
