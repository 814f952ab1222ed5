package robotaxi.benchmarks.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All rides of a run, from three sources that must agree: what riders were promised, what the database has, and what the world
 * was told.
 *
 * @param acknowledged rides that riders were promised
 * @param states every ride of the database with its state
 * @param kept every move in the database
 * @param told every move in the event log
 */
public record RideLedger(
        Set<String> acknowledged, Map<String, String> states, List<RideStep> kept, List<RideStep> told) {

    /** Rides that were promised and are not there, did not come to an end, or whose moves have gaps or were not all told. */
    public Set<String> lost() {
        Set<String> lost = new TreeSet<>();
        acknowledged.stream().filter(ride -> !states.containsKey(ride)).forEach(lost::add);
        states.forEach((ride, state) -> {
            if (!state.equals("COMPLETED") && !state.startsWith("CANCELLED")) {
                lost.add(ride);
            }
        });
        Set<RideStep> inDatabase = withoutTime(kept);
        Set<RideStep> inLog = withoutTime(told);
        inDatabase.stream()
                .filter(step -> !inLog.contains(step))
                .map(RideStep::rideId)
                .forEach(lost::add);
        inLog.stream()
                .filter(step -> !inDatabase.contains(step))
                .map(RideStep::rideId)
                .forEach(lost::add);
        new RideHistory(kept).breaks().forEach(lost::add);
        return lost;
    }

    /** Cars that served two rides at once and rides that had two cars, by the database or by the event log. */
    public Set<String> doubleAssignments() {
        Set<String> found = new TreeSet<>(new RideHistory(kept).doubleMatches());
        found.addAll(new RideHistory(told).doubleMatches());
        return found;
    }

    /** Database and log keep times of different fineness. */
    private static Set<RideStep> withoutTime(List<RideStep> steps) {
        return steps.stream()
                .map(step -> new RideStep(
                        step.rideId(),
                        step.version(),
                        step.fromState(),
                        step.toState(),
                        step.vehicleId(),
                        java.time.Instant.EPOCH))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
