package robotaxi.benchmarks.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What cars swear to against what lies in the topics. A record's number grows with every record of its car and is never given twice.
 * A record must be in the topic if its lane syncs and the queue took it, or if the car was allowed to forget it.
 *
 * <p>Records are taken as the fleet's consumers take them. Each event id once: a record that comes again under its id is a repeat and
 * no fault. Of a lane that may be conflated, nothing from an older session once a newer one has spoken: a gateway that lost the car
 * may still deliver what the car has left out since. Such a record is stale, and as good as never arrived.
 */
public final class LaneTrail {
    private final Map<LaneName, Lane> lanes = new TreeMap<>();
    private long repeats;
    private long stale;
    private long arrivals;

    /**
     * One lane of one car.
     *
     * @param lane in lower case, as in {@code safety}
     */
    public record LaneName(String car, String lane) implements Comparable<LaneName> {
        @Override
        public int compareTo(LaneName other) {
            int byCar = car.compareTo(other.car);
            return byCar == 0 ? lane.compareTo(other.lane) : byCar;
        }
    }

    /**
     * A record that the queue took.
     *
     * @param sequence its place in the lane
     * @param number what it says
     * @param life of the car, counted by its starts
     * @param moment of records of the same life and moment, the last is enough where a lane may be conflated
     */
    public record Taken(long sequence, long number, int life, long moment) {}

    private record Moment(int life, long moment) {}

    private static final class Lane {
        private final List<Taken> taken = new ArrayList<>();
        private final Set<Taken> forgotten = new HashSet<>();
        private final Set<String> eventIds = new HashSet<>();
        private final Set<Long> arrived = new HashSet<>();
        private final List<Long> twice = new ArrayList<>();
        private final List<String> late = new ArrayList<>();
        private boolean syncs;
        private long highest;
        private long newestSession;
    }

    private Lane lane(LaneName name) {
        return lanes.computeIfAbsent(name, unknown -> new Lane());
    }

    /**
     * The car's diary says that the queue took a record.
     *
     * @param syncs the lane promised that the record is safe
     */
    public void taken(LaneName name, Taken record, boolean syncs) {
        Lane lane = lane(name);
        lane.syncs = syncs;
        lane.taken.add(record);
    }

    /** The car's diary says that in one life it was allowed to forget what lies between two sequences. */
    public void acknowledged(LaneName name, int life, long after, long upTo) {
        Lane lane = lane(name);
        for (Taken record : lane.taken.reversed()) {
            if (record.life() != life || record.sequence() <= after) {
                break;
            }
            if (record.sequence() <= upTo) {
                lane.forgotten.add(record);
            }
        }
    }

    /** The topic has a record of a lane that may be conflated, from a session with this fencing number. */
    public void arrived(LaneName name, String eventId, long number, long sessionEpoch) {
        Lane lane = lane(name);
        if (sessionEpoch < lane.newestSession) {
            arrivals++;
            stale++;
            return;
        }
        lane.newestSession = sessionEpoch;
        arrived(name, eventId, number);
    }

    /** The topic has a record; each lane's in the order of the topic. */
    public void arrived(LaneName name, String eventId, long number) {
        arrivals++;
        Lane lane = lane(name);
        if (!lane.eventIds.add(eventId)) {
            repeats++;
            return;
        }
        if (!lane.arrived.add(number)) {
            lane.twice.add(number);
        } else if (number < lane.highest) {
            lane.late.add(number + " came after " + lane.highest);
        }
        lane.highest = Math.max(lane.highest, number);
    }

    /** Records that must be in the topic and are not. */
    public List<String> lost() {
        List<String> found = new ArrayList<>();
        lanes.forEach((name, lane) -> {
            Map<Moment, Long> newest = new HashMap<>();
            lane.taken.stream()
                    .filter(record -> lane.arrived.contains(record.number()))
                    .forEach(record ->
                            newest.merge(new Moment(record.life(), record.moment()), record.number(), Math::max));
            for (Taken record : lane.taken) {
                boolean isOwed = lane.syncs || lane.forgotten.contains(record);
                if (isOwed && !lane.arrived.contains(record.number()) && !isConflated(record, lane, newest)) {
                    found.add(name + " lacks " + record);
                }
            }
        });
        return found;
    }

    private static boolean isConflated(Taken record, Lane lane, Map<Moment, Long> newest) {
        Long kept = newest.get(new Moment(record.life(), record.moment()));
        return !lane.syncs && kept != null && kept > record.number();
    }

    /** Numbers that came under more than one event id. */
    public List<String> duplicates() {
        List<String> found = new ArrayList<>();
        lanes.forEach((name, lane) -> lane.twice.forEach(number -> found.add(name + " has " + number + " twice")));
        return found;
    }

    /** Numbers that came first after a higher one of their lane. */
    public List<String> outOfOrder() {
        List<String> found = new ArrayList<>();
        lanes.forEach((name, lane) -> lane.late.forEach(late -> found.add(name + ": " + late)));
        return found;
    }

    /** Records that the cars' diaries name. */
    public long taken() {
        return lanes.values().stream().mapToLong(lane -> lane.taken.size()).sum();
    }

    /** Records that a car was allowed to forget. */
    public long acknowledged() {
        return lanes.values().stream().mapToLong(lane -> lane.forgotten.size()).sum();
    }

    /** Records in the topics, repeats too. */
    public long arrivals() {
        return arrivals;
    }

    /** Records of an older session that came after a newer one's. */
    public long stale() {
        return stale;
    }

    /** Records that came again under their event id. */
    public long repeats() {
        return repeats;
    }
}
