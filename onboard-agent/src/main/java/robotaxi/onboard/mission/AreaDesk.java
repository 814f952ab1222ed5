package robotaxi.onboard.mission;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operating area that bounds the car, and what that means for its missions.
 * <pre>
 *   NONE ──bound──▶ BOUND ──bound, newer──▶ BOUND
 *                     ▲
 *   UNREADABLE ─bound─┘
 * </pre>
 * A car that has never heard of an area is bounded by its routes alone. One that cannot read what it has heard drives nowhere until it hears it again.
 * Not safe for use by several threads: its owner guards it.
 */
public final class AreaDesk implements Restraint {
    /** From the point that follows the route, the rear axle, to the front bumper, and a little more. */
    private static final double ROOM_AHEAD_METRES = 6;

    /** Nearer than this to where it must stop, a car that stands has stopped for the boundary. */
    private static final double THERE_METRES = 3;

    private @Nullable OperatingArea area;
    private boolean unreadable;

    /** Mission on which a person lets the car drive back in. */
    private String letGo = "";

    private @Nullable RouteLine looked;
    private double endMetres;
    private boolean returns;

    private double lastX;
    private double lastY;
    private double lastRoom;

    /** What keeps the car from being where it is, or from driving at all. */
    public enum Breach {
        /** It is outside. */
        OUTSIDE,
        /** It cannot read where it may drive. */
        UNREADABLE
    }

    /** What the answer to an area would be; {@link #bind} gives effect to it. */
    public Answer judge(OperatingArea next, String commandId) {
        OperatingArea held = area;
        if (held != null
                && held.marketId().equals(next.marketId())
                && Long.compareUnsigned(next.version(), held.version()) < 0) {
            return new Answer.Refused("area.outdated", "version " + held.version() + " is in force");
        }
        return new Answer.Taken(List.of(new Happening.Heeded(commandId, "")));
    }

    /** Whether that very version is in force. */
    public boolean holds(OperatingArea other) {
        return area != null && area.marketId().equals(other.marketId()) && area.version() == other.version();
    }

    /** From now on the car drives nowhere else. */
    public void bind(OperatingArea next) {
        area = next;
        unreadable = false;
        letGo = "";
        looked = null;
        lastRoom = 0;
    }

    /** What was kept of the area cannot be read. */
    public void cannotRead() {
        area = null;
        unreadable = true;
    }

    /** Whether the car knows that it may drive somewhere, and not where. */
    public boolean isUnreadable() {
        return unreadable;
    }

    /** The area in force; empty if the car has heard of none, or cannot read it. */
    public Optional<OperatingArea> area() {
        return Optional.ofNullable(area);
    }

    /** Why a mission cannot begin, if it cannot: its route leaves the area, or does not come into it. */
    public Optional<Answer.Refused> refuse(RouteLine route, double fromMetres) {
        OperatingArea held = area;
        if (held == null || held.passage(route, fromMetres).staysInside()) {
            return Optional.empty();
        }
        return Optional.of(new Answer.Refused("area.outside", "the route leaves the operating area"));
    }

    /** Whether a place is outside. */
    public boolean isOutside(double x, double y) {
        OperatingArea held = area;
        if (held == null) {
            return false;
        }
        double movedX = x - lastX;
        double movedY = y - lastY;
        if (movedX * movedX + movedY * movedY >= lastRoom * lastRoom) {
            lastRoom = held.roomMetres(x, y);
            lastX = x;
            lastY = y;
        }
        return lastRoom < 0;
    }

    /** One look at where the car is, on a mission or on none. */
    public Optional<Breach> look(double x, double y, Optional<Mission> mission) {
        if (unreadable) {
            return Optional.of(Breach.UNREADABLE);
        }
        if (!isOutside(x, y)) {
            letGo = "";
            return Optional.empty();
        }
        boolean mayReturn = mission.isPresent() && mission.get().missionId().equals(letGo);
        return mayReturn ? Optional.empty() : Optional.of(Breach.OUTSIDE);
    }

    /** Whether a car that is outside would come back in on this route, and stay. */
    public boolean returns(RouteLine route, double hereMetres) {
        plan(route, hereMetres);
        return returns;
    }

    /** A person lets a car that is outside drive back in, on the mission that it has. Without effect if its route does not lead there. */
    public void letGo(Mission mission, double hereMetres) {
        letGo = returns(mission.route(), hereMetres) ? mission.missionId() : "";
    }

    @Override
    public boolean stopsNow() {
        return false;
    }

    @Override
    public double endMetres(Mission mission, double hereMetres, double speed) {
        if (area == null) {
            return Double.POSITIVE_INFINITY;
        }
        plan(mission.route(), hereMetres);
        return endMetres;
    }

    /** Once for each route: nothing of it changes while the car is on it. */
    private void plan(RouteLine route, double hereMetres) {
        OperatingArea held = area;
        if (held == null || route == looked) {
            return;
        }
        OperatingArea.Passage passage = held.passage(route, hereMetres);
        looked = route;
        returns = passage.staysInside();
        endMetres = passage.leavesMetres() - ROOM_AHEAD_METRES;
    }

    /** Whether a car that stands so far along its route stands because the route leaves the area there. */
    public boolean endsMission(double hereMetres) {
        return area != null && looked != null && hereMetres >= endMetres - THERE_METRES;
    }
}
