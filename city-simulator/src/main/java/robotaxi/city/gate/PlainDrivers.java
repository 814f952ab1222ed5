package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.city.road.Pose;

/** Drivers that look at nothing: the bound that every model has to beat. */
public final class PlainDrivers implements EgoDriver {
    private static final int STEPS = 64;

    private final double acceleration;
    private final Map<String, List<TimedPose>> poses = new ConcurrentHashMap<>();

    private PlainDrivers(double acceleration) {
        this.acceleration = acceleration;
    }

    /** Goes straight on at the speed that it has. */
    public static EgoDriver constantSpeed() {
        return new PlainDrivers(0);
    }

    /** Brakes straight on at 3 m/s2. */
    public static EgoDriver braking() {
        return new PlainDrivers(-3);
    }

    @Override
    public void start(String session, long seed, String sceneId) {
        poses.put(session, new ArrayList<>());
    }

    @Override
    public void observe(String session, Observation observation) {
        List<TimedPose> seen = poses.get(session);
        if (seen == null) {
            throw new RolloutException("no session " + session);
        }
        observation.poses().forEach(motion -> seen.add(motion.pose()));
    }

    @Override
    public Answer drive(String session, long nowMicros, long queryMicros) {
        List<TimedPose> seen = poses.getOrDefault(session, List.of());
        if (seen.size() < 2) {
            return new Answer(List.of(), List.of(), "", true, false);
        }
        TimedPose now = seen.getLast();
        TimedPose before = seen.get(seen.size() - 2);
        double seconds = (now.micros() - before.micros()) / 1e6;
        double speed = now.pose().distanceTo(before.pose().x(), before.pose().y()) / seconds;
        List<TimedPose> plan = new ArrayList<>(List.of(now));
        double way = 0;
        for (int i = 1; i <= STEPS; i++) {
            double next = Math.max(0, speed + acceleration * 0.1);
            way += (speed + next) / 2 * 0.1;
            speed = next;
            Pose pose = now.pose().moved(way, 0, 0);
            plan.add(new TimedPose(now.micros() + i * 100_000L, pose));
        }
        return new Answer(plan, List.of(plan), "", true, false);
    }

    @Override
    public void close(String session) {
        poses.remove(session);
    }
}
