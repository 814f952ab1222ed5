package robotaxi.dispatch.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.dispatch.routing.RoadPiece;
import robotaxi.dispatch.routing.Slowdown;

/**
 * What the fleet knows of travel times, in two layers: how a class of road is at an hour of the city's day, with a memory of weeks, and how
 * each piece of road is now, with one of half an hour. What was seen little is believed little: a piece leans on its class and hour,
 * those on the map. For one thread at a time.
 */
public final class TravelSpeeds {
    private static final Duration PIECE_MEMORY = Duration.ofMinutes(30);
    private static final Duration CLASS_MEMORY = Duration.ofDays(14);

    /** A belief weighs as much as so much driving: a piece's is outweighed by some cars, a class's by ten minutes of many. */
    private static final double PIECE_PRIOR_SECONDS = 60;

    private static final double CLASS_PRIOR_SECONDS = 1_800;

    private static final int HALF_AN_HOUR = 30;
    private static final double LEAST = 0.5;
    private static final double MOST = 8;

    /** Times change in steps of a twentieth, so that they stay as they are while nothing much happens. */
    private static final double STEP = Math.log(1.05);

    private final ZoneId zone;
    private final Map<Key, Pace> paces = new HashMap<>();
    private final Set<Key> changed = new HashSet<>();

    /** Of roads where people's days go by a time zone: rush hours are theirs, and move with their clocks. */
    public TravelSpeeds(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What is known of a piece of road, or of a class of road at an hour.
     *
     * @param roadClass empty for a piece
     * @param number of the piece, or hour of the city's day
     */
    public record Key(String roadClass, int number) {
        static Key of(RoadPiece piece) {
            return new Key("", piece.number());
        }
    }

    /** Something known, as it is kept. */
    public record Known(Key key, Pace pace) {
        /** The habit of a class of road, learned by one zone's hours, as another's hours call it: by the middle of the hour, on the day of the last count. */
        public Known by(ZoneId now, ZoneId before) {
            int hour = pace.at()
                    .atZone(before)
                    .withHour(key.number())
                    .withMinute(HALF_AN_HOUR)
                    .withZoneSameInstant(now)
                    .getHour();
            return new Known(new Key(key.roadClass(), hour), pace);
        }
    }

    /** Takes in what was kept before. */
    public void restore(List<Known> kept) {
        kept.forEach(one -> paces.put(one.key(), one.pace()));
    }

    /**
     * A car was on a piece of road for so long.
     *
     * @param metresPerSecond mean speed meanwhile; 0 if it stood
     */
    public void drove(RoadPiece piece, double seconds, double metresPerSecond, Instant at) {
        double byMap = seconds * metresPerSecond / piece.mapMetresPerSecond();
        count(Key.of(piece), seconds, byMap, at, PIECE_MEMORY);
        count(new Key(piece.roadClass(), hourOf(at)), seconds, byMap, at, CLASS_MEMORY);
    }

    private int hourOf(Instant at) {
        return at.atZone(zone).getHour();
    }

    private void count(Key key, double driven, double byMap, Instant at, Duration memory) {
        paces.merge(key, Pace.NOTHING.plus(driven, byMap, at, memory), (old, _) -> old.plus(driven, byMap, at, memory));
        changed.add(key);
    }

    /** What is new since this was asked last. */
    public List<Known> takeChanged() {
        List<Known> taken = changed.stream()
                .map(key -> new Known(key, paces.getOrDefault(key, Pace.NOTHING)))
                .toList();
        changed.clear();
        return taken;
    }

    /** How much longer each piece takes at a moment. */
    public Slowdown at(Instant now) {
        int hour = hourOf(now);
        return (piece, roadClass) -> {
            double usual = pace(new Key(roadClass, hour)).slowdown(1, CLASS_PRIOR_SECONDS, now, CLASS_MEMORY);
            double seen = pace(new Key("", piece)).slowdown(usual, PIECE_PRIOR_SECONDS, now, PIECE_MEMORY);
            return Math.exp(Math.round(Math.log(Math.clamp(seen, LEAST, MOST)) / STEP) * STEP);
        };
    }

    private Pace pace(Key key) {
        return paces.getOrDefault(key, Pace.NOTHING);
    }
}
