package robotaxi.gateway.link.adapter;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.gateway.link.Admission;
import robotaxi.gateway.link.LaneProgress;

/** The lanes of one car at this gateway. They outlive a session: what was on its way when the link broke is known by its number. */
final class CarLanes {
    /** What the control stream carries: what must not wait, and must not be repeated needlessly. */
    static final List<Lane> CONTROL = List.of(Lane.LANE_SAFETY, Lane.LANE_COMMAND, Lane.LANE_ASSIST, Lane.LANE_EVENT);

    /** What the bulk stream carries. */
    static final List<Lane> BULK = List.of(Lane.LANE_TELEMETRY, Lane.LANE_BULK);

    /** Both. */
    static final List<Lane> ALL = Stream.of(CONTROL, BULK).flatMap(List::stream).toList();

    /** One car's share of what is under way in a lane: a car that sends large records must not take the room of the others. */
    private static final long MOST_BYTES = 4L << 20;

    private final Map<Lane, Admission> rooms = new EnumMap<>(Lane.class);
    private final Map<Lane, LaneProgress> lanes = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> stored = new EnumMap<>(Lane.class);
    private final Map<Lane, StreamOut> listeners = new EnumMap<>(Lane.class);

    /** A lane as people read it, for instance {@code telemetry}. */
    static String word(Lane lane) {
        return lane.name().replace("LANE_", "").toLowerCase(Locale.ROOT);
    }

    /** Bytes of this car that may be under way in a lane. */
    synchronized Admission room(Lane lane) {
        return rooms.computeIfAbsent(lane, unknown -> new Admission(MOST_BYTES));
    }

    synchronized LaneProgress lane(Lane lane) {
        return lanes.computeIfAbsent(lane, unknown -> new LaneProgress(0));
    }

    /** What another gateway has written down since. */
    synchronized void advance(Map<Lane, Long> durable) {
        durable.forEach((lane, sequence) -> lane(lane).advance(sequence));
    }

    /**
     * A car whose queue ends before what is durable has lost it, with its disk perhaps. Its numbers mean other records now, and
     * to take them for the old ones would acknowledge what was never stored.
     */
    synchronized boolean restartIfBehind(Lane lane, long lastSequence) {
        boolean isBehind = lastSequence < lane(lane).durable();
        if (isBehind) {
            lanes.put(lane, new LaneProgress(0));
        }
        return isBehind;
    }

    /** From now on this stream hears of these lanes, whoever brought the records. */
    synchronized void listen(Iterable<Lane> its, StreamOut stream) {
        its.forEach(lane -> {
            listeners.put(lane, stream);
            lane(lane).resume();
        });
    }

    /** A record of a lane is durable: its car hears of it on the stream that it has now. */
    void completed(Lane lane, LaneProgress.Taken taken) {
        OptionalLong due = lane(lane).completed(taken);
        if (due.isPresent()) {
            tell(lane, due.getAsLong());
        }
    }

    /** Says how far the lane is. */
    void tell(Lane lane, long durable) {
        listener(lane).ifPresent(listener -> listener.acknowledge(lane, durable));
    }

    /** Says that a record is put off: on the stream that its lane has now, since the one that brought it may be gone. */
    void putOff(Lane lane, OpenResponse nack) {
        listener(lane).ifPresent(listener -> listener.send(nack));
    }

    private synchronized Optional<StreamOut> listener(Lane lane) {
        return Optional.ofNullable(listeners.get(lane));
    }

    /** Durable sequences by lane, for the welcome. */
    synchronized Map<Lane, Long> durable() {
        Map<Lane, Long> all = new EnumMap<>(Lane.class);
        lanes.forEach((lane, progress) -> {
            if (progress.durable() > 0) {
                all.put(lane, progress.durable());
            }
        });
        return all;
    }

    /** Its lanes in numbers, those that it used. */
    synchronized Map<Lane, LaneProgress.Numbers> numbers() {
        Map<Lane, LaneProgress.Numbers> all = new EnumMap<>(Lane.class);
        lanes.forEach((lane, progress) -> all.put(lane, progress.numbers()));
        return all;
    }

    /** What of these lanes has moved since it was last asked, to be stored. */
    synchronized Map<Lane, Long> moved(List<Lane> which) {
        Map<Lane, Long> news = durable();
        news.keySet().retainAll(which);
        news.entrySet().removeIf(entry -> entry.getValue().equals(stored.get(entry.getKey())));
        stored.putAll(news);
        return news;
    }
}
