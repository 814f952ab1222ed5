package robotaxi.onboard.drive;

import java.util.Optional;
import java.util.TreeMap;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

/**
 * The car's latest poses in the order of their time, whatever order they came in. A speed that was not told (NaN) is taken from the
 * poses, once it is asked for: which pose came before is known only when all have come.
 */
public final class EgoHistory {
    private static final int KEPT = 128;
    private static final double STANDS_METRES = 0.02;
    private final TreeMap<Long, EgoState> states = new TreeMap<>();

    /** Adds a pose; the oldest goes when there are too many. */
    public synchronized void add(EgoState state) {
        states.put(state.timeUs(), state);
        if (states.size() > KEPT) {
            states.pollFirstEntry();
        }
    }

    /** Forgets all. */
    public synchronized void clear() {
        states.clear();
    }

    /** The newest pose. */
    public synchronized Optional<EgoState> newest() {
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(told(states.lastEntry().getValue()));
    }

    private EgoState told(EgoState state) {
        if (!Double.isNaN(state.speedMetresPerSecond())) {
            return state;
        }
        var before = states.lowerEntry(state.timeUs());
        var after = states.higherEntry(state.timeUs());
        double speed = 0;
        if (before != null) {
            speed = speedBetween(before.getValue(), state);
        } else if (after != null) {
            speed = speedBetween(state, after.getValue());
        }
        return new EgoState(
                state.timeUs(),
                state.pose(),
                state.z(),
                speed,
                state.accelerationMetresPerSecondSquared(),
                state.yawRateRadiansPerSecond());
    }

    private static double speedBetween(EgoState a, EgoState b) {
        double moved = a.pose().ahead(b.pose().x(), b.pose().y());
        return Math.abs(moved) < STANDS_METRES ? 0 : moved / ((b.timeUs() - a.timeUs()) / 1e6);
    }

    /** Seconds from the oldest to the newest pose. */
    public synchronized double spanSeconds() {
        return states.isEmpty() ? 0 : (states.lastKey() - states.firstKey()) / 1e6;
    }

    /** The pose at a time, interpolated; the nearest one outside of what is kept. */
    public synchronized Optional<EgoState> at(long timeUs) {
        var before = states.floorEntry(timeUs);
        var after = states.ceilingEntry(timeUs);
        if (before == null || after == null) {
            var only = before != null ? before : after;
            return only == null ? Optional.empty() : Optional.of(told(only.getValue()));
        }
        if (before.getKey().equals(after.getKey())) {
            return Optional.of(told(before.getValue()));
        }
        return Optional.of(between(told(before.getValue()), told(after.getValue()), timeUs));
    }

    /** The pose at a time; before the oldest that is kept, the car is taken to have come straight on at that one's speed. */
    private EgoState seenOrBefore(long timeUs, EgoState now) {
        if (states.isEmpty() || timeUs >= states.firstKey()) {
            return at(timeUs).orElse(now);
        }
        EgoState oldest = told(states.firstEntry().getValue());
        double back = oldest.speedMetresPerSecond() * (oldest.timeUs() - timeUs) / 1e6;
        Pose2 pose = oldest.pose();
        return new EgoState(
                timeUs,
                new Pose2(pose.toX(-back, 0), pose.toY(-back, 0), pose.yaw()),
                oldest.z(),
                oldest.speedMetresPerSecond(),
                0,
                0);
    }

    private static EgoState between(EgoState a, EgoState b, long timeUs) {
        double share = (timeUs - a.timeUs()) / (double) (b.timeUs() - a.timeUs());
        Pose2 pose = new Pose2(
                mix(a.pose().x(), b.pose().x(), share),
                mix(a.pose().y(), b.pose().y(), share),
                a.pose().yaw() + share * Pose2.wrapped(b.pose().yaw() - a.pose().yaw()));
        return new EgoState(
                timeUs,
                pose,
                mix(a.z(), b.z(), share),
                mix(a.speedMetresPerSecond(), b.speedMetresPerSecond(), share),
                mix(a.accelerationMetresPerSecondSquared(), b.accelerationMetresPerSecondSquared(), share),
                mix(a.yawRateRadiansPerSecond(), b.yawRateRadiansPerSecond(), share));
    }

    private static double mix(double a, double b, double share) {
        return a + share * (b - a);
    }

    /** The model's history tensor [16, 4] seen from the newest pose. */
    public synchronized float[] tensor(EgoState now) {
        float[] out = new float[Observation.HISTORY * 4];
        for (int k = 0; k < Observation.HISTORY; k++) {
            long timeUs = now.timeUs() - (Observation.HISTORY - 1 - k) * 100_000L;
            EgoState then = seenOrBefore(timeUs, now);
            Pose2 pose = then.pose();
            out[k * 4] = (float) now.pose().ahead(pose.x(), pose.y());
            out[k * 4 + 1] = (float) now.pose().left(pose.x(), pose.y());
            out[k * 4 + 2] = (float) Pose2.wrapped(pose.yaw() - now.pose().yaw());
            out[k * 4 + 3] = (float) then.speedMetresPerSecond();
        }
        return out;
    }
}
