package robotaxi.benchmarks.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the moves of all rides say about each other. Knows the states by their names alone, not by dispatch's code. */
public final class RideHistory {
    private static final Set<String> HOLDING =
            Set.of("matched", "en-route", "arrived", "boarding", "in-ride", "stopped", "hold", "interrupted");
    private static final Set<String> WAITING = Set.of("requested", "reassigning", "transfer");

    private final Map<String, List<RideStep>> byRide = new TreeMap<>();

    /**
     * From when to when a ride had a car.
     *
     * @param to {@link Instant#MAX} if it still has
     */
    public record Hold(String rideId, String vehicleId, Instant from, Instant to) {}

    /** The history, in any order. */
    public RideHistory(List<RideStep> steps) {
        steps.forEach(step ->
                byRide.computeIfAbsent(step.rideId(), ride -> new ArrayList<>()).add(step));
        byRide.values().forEach(ride -> ride.sort(Comparator.comparingLong(RideStep::version)));
    }

    /** Pairs of rides that had one car at the same time, and rides that got a second car without giving back the first. */
    public List<String> doubleMatches() {
        List<String> found = new ArrayList<>(overlaps(holds()));
        byRide.forEach((ride, steps) -> {
            String before = "";
            for (RideStep step : steps) {
                if ("matched".equals(step.toState()) && !WAITING.contains(before)) {
                    found.add("ride " + ride + " was matched at version " + step.version() + " while " + before);
                }
                before = step.toState();
            }
        });
        return found;
    }

    /** Moves that are missing from a ride's history, or do not begin where the one before ended. */
    public List<String> breaks() {
        List<String> found = new ArrayList<>();
        byRide.forEach((ride, steps) -> {
            String before = "";
            long version = 0;
            for (RideStep step : steps) {
                if (step.version() != version + 1 || !step.fromState().equals(before)) {
                    found.add("ride " + ride + " goes from version " + version + " (" + before + ") to version "
                            + step.version() + " (from " + step.fromState() + ")");
                }
                version = step.version();
                before = step.toState();
            }
        });
        return found;
    }

    /** Who had which car when. */
    List<Hold> holds() {
        List<Hold> holds = new ArrayList<>();
        byRide.forEach((ride, steps) -> {
            String vehicle = "";
            Instant since = Instant.MIN;
            for (RideStep step : steps) {
                String next =
                        HOLDING.contains(step.toState()) ? step.vehicleId().orElse("") : "";
                if (!next.equals(vehicle)) {
                    if (!vehicle.isEmpty()) {
                        holds.add(new Hold(ride, vehicle, since, step.time()));
                    }
                    vehicle = next;
                    since = step.time();
                }
            }
            if (!vehicle.isEmpty()) {
                holds.add(new Hold(ride, vehicle, since, Instant.MAX));
            }
        });
        return holds;
    }

    static List<String> overlaps(List<Hold> holds) {
        Map<String, List<Hold>> byVehicle = new TreeMap<>();
        holds.forEach(hold -> byVehicle
                .computeIfAbsent(hold.vehicleId(), vehicle -> new ArrayList<>())
                .add(hold));
        List<String> found = new ArrayList<>();
        byVehicle.forEach((vehicle, all) -> {
            all.sort(Comparator.comparing(Hold::from).thenComparing(Hold::to));
            Hold longest = null;
            for (Hold hold : all) {
                if (longest != null && hold.from().isBefore(longest.to())) {
                    found.add(vehicle + " served ride " + longest.rideId() + " and ride " + hold.rideId() + " at "
                            + hold.from());
                }
                if (longest == null || hold.to().isAfter(longest.to())) {
                    longest = hold;
                }
            }
        });
        return found;
    }
}
