package robotaxi.city.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.city.road.Pose;
import robotaxi.city.traffic.Surprise;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/**
 * Which bodies count for one car. Right of way is decided here, so that two cars never wait for each other: of two
 * fleet cars that face or cross each other only the higher name sees the other, parked cars stand in bays, and whoever
 * has blocked the car for {@value #BLOCKED_SECONDS} s is left out. Who is double-parked never is: there the car has to ask.
 */
public final class Perception {
    /** So long a car waits for something that does not move. */
    public static final double BLOCKED_SECONDS = 8;

    private static final double LEFT_OUT_SECONDS = 20;

    private final String id;
    private final Map<String, Double> leftOutSeconds = new HashMap<>();
    private double waitedSeconds;

    /** Perception of one car of the fleet. */
    public Perception(String id) {
        this.id = id;
    }

    /** One step of time: the bodies that count for the car now. */
    public List<Body> step(double seconds, CarState car, boolean wantsToDrive, List<Body> all, Set<String> parked) {
        leftOutSeconds.replaceAll((_, left) -> left - seconds);
        leftOutSeconds.values().removeIf(left -> left <= 0);
        List<Body> counting = new ArrayList<>();
        for (Body body : all) {
            if (!body.id().equals(id)
                    && !parked.contains(body.id())
                    && !leftOutSeconds.containsKey(body.id())
                    && !(body.kind() == Body.Kind.FLEET && givesWay(car, body))) {
                counting.add(body);
            }
        }
        leaveOutBlockers(seconds, car, wantsToDrive, counting);
        return counting;
    }

    /** The other is a fleet car that faces or crosses us and has the higher name. */
    private boolean givesWay(CarState car, Body other) {
        double turned = Pose.wrapped(other.centre().heading() - car.rearAxle().heading());
        return Math.abs(turned) > Math.toRadians(45) && id.compareTo(other.id()) < 0;
    }

    private void leaveOutBlockers(double seconds, CarState car, boolean wantsToDrive, List<Body> counting) {
        List<Body> blockers = counting.stream()
                .filter(body -> inFront(car, body) && body.speedMetresPerSecond() < 0.3)
                .filter(body -> !Surprise.DoubleParked.isOne(body))
                .toList();
        boolean waits = wantsToDrive && car.speed() < 0.3 && !blockers.isEmpty();
        waitedSeconds = waits ? waitedSeconds + seconds : 0;
        if (waitedSeconds >= BLOCKED_SECONDS) {
            blockers.forEach(body -> leftOutSeconds.put(body.id(), LEFT_OUT_SECONDS));
            counting.removeAll(blockers);
            waitedSeconds = 0;
        }
    }

    private static boolean inFront(CarState car, Body body) {
        double ahead = car.rearAxle().aheadOf(body.centre().x(), body.centre().y()) - CarState.BUMPER_METRES;
        double left = car.rearAxle().leftOf(body.centre().x(), body.centre().y());
        return ahead > -3 && ahead < 12 && Math.abs(left) < 3.5;
    }
}
