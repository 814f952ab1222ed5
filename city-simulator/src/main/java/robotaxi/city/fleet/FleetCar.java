package robotaxi.city.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.Bicycle;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.vehicle.Plan;
import robotaxi.city.vehicle.Tracker;
import robotaxi.city.view.Body;

/** One car of the fleet in the world. The world's thread steps it; the link's thread hands it plans and wishes. */
public final class FleetCar {
    private static final double PERCENT_PER_METRE = 0.00025;
    private static final double CHARGED_PERCENT_PER_SECOND = 0.01;
    private static final double CHARGES_AFTER_SECONDS = 30;

    private final String id;
    private final Cabin cabin;
    private final Perception perception;
    private CarState state;
    private double batteryPercent;
    private double odometerMetres;
    private double idleSeconds = 1;
    private Set<String> clearAhead = Set.of();
    private boolean collided;
    private List<Body> around = List.of();
    private List<Track> tracks = List.of();
    private volatile @Nullable Plan plan;
    private volatile Wishes wishes = Wishes.NONE;

    /** A car as it was left. */
    public FleetCar(String id, SavedCar saved, RandomGenerator chance) {
        this.id = id;
        this.cabin = new Cabin(saved.occupied(), chance);
        this.perception = new Perception(id);
        this.state = CarState.standing(new Pose(saved.x(), saved.y(), saved.heading()));
        this.batteryPercent = saved.batteryPercent();
        this.odometerMetres = saved.odometerMetres();
    }

    /**
     * What of a car survives a restart.
     *
     * @param x metres east of the rear axle
     * @param y metres north
     * @param heading radians, counter-clockwise from east
     * @param batteryPercent state of charge
     * @param odometerMetres metres since the car was made
     * @param occupied a passenger sits in it
     */
    public record SavedCar(
            double x, double y, double heading, double batteryPercent, double odometerMetres, boolean occupied) {}

    /** Moves the car one step of time. */
    public void move(double seconds, long nowMicros) {
        Plan now = plan;
        Bicycle.Command command = now == null ? Tracker.stop(state) : Tracker.follow(now, state, nowMicros);
        CarState before = state;
        state = Bicycle.step(before, command, seconds);
        double way = (before.speed() + state.speed()) / 2 * seconds;
        odometerMetres += way;
        batteryPercent = Math.max(0, batteryPercent - way * PERCENT_PER_METRE);
        cabin.step(seconds, state.speed(), wishes);
        boolean idle = !wishes.driving() && !wishes.passengerStop() && state.speed() < 0.1;
        idleSeconds = idle ? idleSeconds + seconds : 0;
        if (idleSeconds > CHARGES_AFTER_SECONDS) {
            // Every bay has a charger.
            batteryPercent = Math.min(100, batteryPercent + CHARGED_PERCENT_PER_SECOND * seconds);
        }
    }

    /**
     * Looks around after everybody has moved. The car touches whom it had before it and drives into: the map draws neither lanes nor
     * bays, so that the boxes of two who pass each other on a narrow road may overlap, or of one who sets out and one who passes.
     */
    public void look(double seconds, List<Body> all, Set<String> parked) {
        boolean wantsToDrive = wishes.driving() && !wishes.passengerStop();
        around = perception.step(seconds, state, wantsToDrive, all, parked);
        tracks = Track.of(state, around);
        Body self = body();
        Set<String> clear = new HashSet<>();
        boolean touches = false;
        for (Track track : tracks) {
            Body other = track.body();
            if (!Boxes.overlap(self, other)) {
                clear.add(other.id());
            } else {
                touches |= clearAhead.contains(other.id());
            }
        }
        clearAhead = clear;
        collided = touches && state.speed() > 0.2;
    }

    /** Takes a new plan, or none. */
    public void follow(@Nullable Plan newest) {
        plan = newest;
    }

    /** Takes what the agent wants of the body. */
    public void wish(Wishes newest) {
        wishes = newest;
    }

    /** Vehicle id. */
    public String id() {
        return id;
    }

    /** How it moves. */
    public CarState state() {
        return state;
    }

    /** State of charge. */
    public double batteryPercent() {
        return batteryPercent;
    }

    /** Metres since the car was made. */
    public double odometerMetres() {
        return odometerMetres;
    }

    /** Doors and seat. */
    public Cabin cabin() {
        return cabin;
    }

    /** What the agent wants. */
    public Wishes wishes() {
        return wishes;
    }

    /** Contact began in the last step. */
    public boolean collided() {
        return collided;
    }

    /** The bodies that count for it. */
    public List<Body> around() {
        return around;
    }

    /** What its radar follows, nearest first. */
    public List<Track> tracks() {
        return tracks;
    }

    /** Stands in a bay, out of everybody's way. */
    public boolean parked() {
        return idleSeconds > 0;
    }

    /** Its box in the world. */
    public Body body() {
        boolean braking = state.acceleration() < -0.8 || state.speed() < 0.1;
        return new Body(id, Body.Kind.FLEET, state.centre(), state.speed(), braking);
    }

    /** Where it is about to drive, from its rear axle on; empty when it is not about to move. */
    public Optional<Path> wayAhead() {
        Plan now = plan;
        if (now == null) {
            return Optional.empty();
        }
        double[] xs = now.places().stream().mapToDouble(Pose::x).toArray();
        double[] ys = now.places().stream().mapToDouble(Pose::y).toArray();
        double length = 0;
        for (int i = 1; i < xs.length; i++) {
            length += Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
        }
        return length < 2 ? Optional.empty() : Optional.of(new Path(xs, ys));
    }

    /** What of it survives a restart. */
    public SavedCar saved() {
        Pose pose = state.rearAxle();
        return new SavedCar(pose.x(), pose.y(), pose.heading(), batteryPercent, odometerMetres, cabin.occupied());
    }
}
