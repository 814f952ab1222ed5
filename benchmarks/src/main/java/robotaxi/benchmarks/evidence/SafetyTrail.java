package robotaxi.benchmarks.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A safety event's way: the car's disk, the topic, the incident service's database. What is at one place must be at the
 * next; and since a car deletes only what was acknowledged, a number that the topic skips was acknowledged and lost.
 */
public final class SafetyTrail {
    private SafetyTrail() {}

    /** What is missing, one line each. */
    public static List<String> missing(Set<SafetyRecord> onCars, Set<SafetyRecord> inTopic, Set<String> inDatabase) {
        List<String> found = new ArrayList<>();
        for (SafetyRecord record : onCars) {
            if (!inTopic.contains(record)) {
                found.add("event " + record.eventId() + " lies on the car but is not in the topic");
            }
        }
        gaps(onCars, inTopic).forEach((vehicle, skipped) -> {
            for (long sequence : skipped) {
                found.add("the topic skips number " + sequence + " of " + vehicle);
            }
        });
        for (SafetyRecord record : inTopic) {
            if (!inDatabase.contains(record.eventId())) {
                found.add("event " + record.eventId() + " is in the topic but in no incident");
            }
        }
        return found;
    }

    /** Numbers below a car's highest that neither the topic nor the car has. */
    static Map<String, SortedSet<Long>> gaps(Set<SafetyRecord> onCars, Set<SafetyRecord> inTopic) {
        Map<String, TreeSet<Long>> known = new TreeMap<>();
        for (Set<SafetyRecord> place : List.of(onCars, inTopic)) {
            for (SafetyRecord record : place) {
                known.computeIfAbsent(record.vehicleId(), vehicle -> new TreeSet<>())
                        .add(record.sequence());
            }
        }
        Map<String, SortedSet<Long>> gaps = new TreeMap<>();
        known.forEach((vehicle, sequences) -> {
            SortedSet<Long> skipped = new TreeSet<>();
            for (long sequence = 1; sequence < sequences.last(); sequence++) {
                if (!sequences.contains(sequence)) {
                    skipped.add(sequence);
                }
            }
            if (!skipped.isEmpty()) {
                gaps.put(vehicle, skipped);
            }
        });
        return gaps;
    }
}
