package robotaxi.onboard.mission;

import java.util.Optional;

/**
 * What an emergency asks of the car until it is over.
 *
 * @param commandId the command that brought it
 * @param area where it holds; empty is everywhere
 */
public record Emergency(String emergencyId, String commandId, Kind kind, Optional<Area> area) {
    /** What is asked. */
    public enum Kind {
        /** Stop in the lane at once. */
        STOP_NOW,
        /** Stop at the next good place. */
        PULL_OVER,
        /** Keep out, or leave. */
        AVOID_AREA
    }

    /** Whether it asks anything of a car at this place. An area is to be kept out of wherever the car is. */
    public boolean concerns(double x, double y) {
        return kind == Kind.AVOID_AREA || area.isEmpty() || area.get().contains(x, y);
    }
}
