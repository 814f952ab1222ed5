package robotaxi.onboard.mission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.mission.Emergency.Kind;

/**
 * The emergencies in force and what they keep the car from. An emergency that is over stays so: an order of it that comes late,
 * or once more, begins nothing.
 * <pre>
 *   (unknown) ──begin──▶ in force ──end──▶ over
 *       └──────────────end──────────────────▲
 * </pre>
 * Not safe for use by several threads: its owner guards it.
 */
public final class EmergencyDesk implements Restraint {
    private static final int REMEMBERED = 200;

    private final Map<String, Emergency> inForce = new LinkedHashMap<>();
    private final Set<String> over = new LinkedHashSet<>();
    /** Commands that have been answered for. */
    private final Set<String> heeded = new HashSet<>();

    private @Nullable Stop stop;

    /** Where a mission is to stop early; beyond its end if nowhere. */
    private record Stop(String missionId, double atMetres, boolean endsMission) {}

    /**
     * An emergency begins, or changes what it asks.
     *
     * @param isConcerned whether it asks anything of the car where it is now
     */
    public Answer begin(Emergency next, boolean isConcerned) {
        if (over.contains(next.emergencyId())) {
            return new Answer.Refused("emergency.over", "that emergency is over");
        }
        if (!isConcerned) {
            return new Answer.Taken(List.of(new Happening.Heeded(next.commandId(), "emergency.outside")));
        }
        List<Happening> happenings = new ArrayList<>(forget(next.emergencyId()));
        inForce.put(next.emergencyId(), next);
        if (next.kind() == Kind.AVOID_AREA) {
            happenings.addAll(heed(next));
        }
        return new Answer.Taken(happenings);
    }

    /** An emergency is over, known here or not. */
    public Answer end(String emergencyId, String commandId) {
        List<Happening> happenings = new ArrayList<>(forget(emergencyId));
        over.add(emergencyId);
        if (over.size() > REMEMBERED) {
            over.remove(over.iterator().next());
        }
        happenings.add(new Happening.Heeded(commandId, ""));
        return new Answer.Taken(happenings);
    }

    private List<Happening> forget(String emergencyId) {
        stop = null;
        Emergency old = inForce.remove(emergencyId);
        if (old == null || heeded.remove(old.commandId())) {
            return List.of();
        }
        return List.of(new Happening.Lapsed(old.commandId()));
    }

    /** Whether its orders are to be remembered: it is in force, or known to be over. */
    public boolean remembers(String emergencyId) {
        return inForce.containsKey(emergencyId) || over.contains(emergencyId);
    }

    /**
     * Why a mission cannot begin, if it cannot.
     *
     * @param fromMetres where the car would join the route, from its start
     */
    public Optional<Answer.Refused> refuse(RouteLine route, double fromMetres) {
        if (holds(Kind.STOP_NOW) || holds(Kind.PULL_OVER)) {
            return Optional.of(new Answer.Refused("emergency.in-force", "the car stands until an emergency is over"));
        }
        return freeStretch(route, fromMetres)
                .map(_ -> new Answer.Refused("emergency.area-closed", "the route leads through a closed area"));
    }

    @Override
    public boolean stopsNow() {
        return holds(Kind.STOP_NOW);
    }

    @Override
    public double endMetres(Mission mission, double hereMetres, double speed) {
        if (inForce.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Stop known = stop;
        if (known == null || !known.missionId().equals(mission.missionId())) {
            known = plan(mission, hereMetres, speed);
            stop = known;
        }
        return known.atMetres();
    }

    private Stop plan(Mission mission, double hereMetres, double speed) {
        RouteLine route = mission.route();
        Optional<Area.Stretch> free = freeStretch(route, hereMetres);
        boolean pullsOver = holds(Kind.PULL_OVER);
        if (free.isEmpty() && !pullsOver) {
            return new Stop(mission.missionId(), Double.POSITIVE_INFINITY, false);
        }
        Area.Stretch stretch = free.orElse(new Area.Stretch(hereMetres, route.lengthMetres()));
        return new Stop(mission.missionId(), StopPlace.next(route, hereMetres, speed, stretch), !pullsOver);
    }

    /** What all closed areas together leave of a route; empty if none is in the way. */
    private Optional<Area.Stretch> freeStretch(RouteLine route, double fromMetres) {
        return inForce.values().stream()
                .filter(emergency -> emergency.kind() == Kind.AVOID_AREA)
                .flatMap(emergency -> emergency.area().stream())
                .flatMap(area -> area.freeStretch(route, fromMetres).stream())
                .reduce((a, b) -> new Area.Stretch(
                        Math.max(a.fromMetres(), b.fromMetres()), Math.min(a.toMetres(), b.toMetres())));
    }

    private boolean holds(Kind kind) {
        return inForce.values().stream().anyMatch(emergency -> emergency.kind() == kind);
    }

    /** Whether the mission that was stopped early ends there; else it goes on when the emergency is over. */
    public boolean endsMission() {
        return stop != null && stop.endsMission();
    }

    /** The car stands where its mission was stopped early. */
    public List<Happening> standsAtPlace() {
        return heedAll(Kind.PULL_OVER);
    }

    /** Hears whether the car stands, and whether it is on a way at all. */
    public List<Happening> hear(boolean standing, boolean drives) {
        if (inForce.isEmpty() || !standing) {
            return List.of();
        }
        List<Happening> happenings = new ArrayList<>(heedAll(Kind.STOP_NOW));
        if (!drives) {
            happenings.addAll(heedAll(Kind.PULL_OVER));
        }
        return happenings;
    }

    private List<Happening> heedAll(Kind kind) {
        return inForce.values().stream()
                .filter(emergency -> emergency.kind() == kind)
                .flatMap(emergency -> heed(emergency).stream())
                .toList();
    }

    private List<Happening> heed(Emergency emergency) {
        return heeded.add(emergency.commandId()) ? List.of(new Happening.Heeded(emergency.commandId(), "")) : List.of();
    }
}
