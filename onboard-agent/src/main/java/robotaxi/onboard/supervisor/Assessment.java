package robotaxi.onboard.supervisor;

import java.util.List;
import java.util.Optional;
import robotaxi.onboard.mission.RouteLine;

/**
 * What the rules say about one moment: whether a plan may be driven, how fast at most, and what to drive in its stead. It
 * knows the route and the radar's tracks, and nothing of the model.
 */
public final class Assessment {
    private static final double STEP = Trajectory.STEP_SECONDS;
    private static final int CHECKED_STEPS = 20;
    private static final int COLLISION_STEPS = 25;
    private static final double MIN_ACCELERATION = -6.2;
    private static final double MAX_ACCELERATION = 3.2;
    private static final double MAX_LATERAL_ACCELERATION = 4.0;
    private static final double END_MARGIN_METRES = 0.3;
    private static final double SIDE_MARGIN_METRES = 0.15;
    private static final double CORRIDOR_METRES = 2.5;
    private static final double COMFORT_ACCELERATION = 1.6;
    private static final double STOP_BRAKING = 1.5;
    /** From the middle of a lane of 3.2 m or more, a car of 1.9 m has so much to its right. */
    private static final double EDGE_METRES = 0.6;

    private static final double EDGE_MARGIN_METRES = 0.5;
    private static final double EDGE_BEHIND_METRES = 15;
    private static final double EDGE_AHEAD_METRES = 60;

    private final EgoState ego;
    private final RouteLine route;
    private final RouteLine.Projection here;
    private final List<Track> tracks;
    private final double corridorMetres;
    private final ReferencePath path;
    private final List<Lead> leads;

    private Assessment(
            EgoState ego, RouteLine route, RouteLine.Projection here, List<Track> tracks, double corridorMetres) {
        this.corridorMetres = corridorMetres;
        this.ego = ego;
        this.route = route;
        this.here = here;
        this.tracks = tracks;
        this.path = way();
        this.leads = leadsFor(0);
    }

    /** Along the route; but a car that is beside it stays there while somebody comes from the other side. */
    private ReferencePath way() {
        double left = here.lateralMetres();
        ReferencePath back = ReferencePath.along(route, here, ego.pose(), ego.speedMetresPerSecond());
        boolean stays = tracks.stream().anyMatch(track -> Flank.of(back, track).comesAgainst(left));
        return stays ? ReferencePath.beside(route, here, ego.pose(), ego.speedMetresPerSecond(), -left) : back;
    }

    /** What is in the way of a car that means to accelerate so much, and slows down where the way or the others ask for it. */
    private List<Lead> leadsFor(double acceleration) {
        double speed = ego.speedMetresPerSecond();
        List<Lead> first = Lead.all(path, tracks, speed, acceleration);
        double slowed = allowedAcceleration(first, 0, speed, STEP);
        return slowed < Math.min(0, acceleration) ? Lead.all(path, tracks, speed, slowed) : first;
    }

    /** Looks at one moment. */
    public static Assessment of(EgoState ego, RouteLine route, RouteLine.Projection here, List<Track> tracks) {
        return new Assessment(ego, route, here, tracks, CORRIDOR_METRES);
    }

    /** The same on a road where the model may use the next lane too: plans may leave the route by so much. */
    public static Assessment of(
            EgoState ego, RouteLine route, RouteLine.Projection here, List<Track> tracks, double corridorMetres) {
        return new Assessment(ego, route, here, tracks, corridorMetres);
    }

    /** The nearest thing in the way. */
    public Optional<Lead> lead() {
        return leads.stream().findFirst();
    }

    /** Judges a plan whose first point is now. */
    public Verdict judge(Trajectory plan) {
        if (!isFinite(plan)) {
            return new Verdict.Vetoed("envelope.not-finite", "the plan has values that are no numbers");
        }
        for (int k = 2; k <= CHECKED_STEPS; k++) {
            double acceleration = (plan.speed()[k] - plan.speed()[k - 1]) / STEP;
            if (acceleration < MIN_ACCELERATION || acceleration > MAX_ACCELERATION) {
                return new Verdict.Vetoed("envelope.acceleration", "acceleration outside -6..3 m/s2");
            }
            double yawRate = Pose2.wrapped(plan.yaw()[k] - plan.yaw()[k - 1]) / STEP;
            if (Math.abs(yawRate * plan.speed()[k]) > MAX_LATERAL_ACCELERATION) {
                return new Verdict.Vetoed("envelope.lateral", "lateral acceleration above 4 m/s2");
            }
        }
        if (leavesCorridor(plan)) {
            return new Verdict.Vetoed(
                    "envelope.corridor", "the plan leaves the route by more than " + corridorMetres + " m");
        }
        if (collides(plan)) {
            return new Verdict.Vetoed("envelope.collision-course", "the plan meets a tracked object");
        }
        if (comesTooClose(plan)) {
            return new Verdict.Vetoed("envelope.safe-distance", "the plan brakes too little for what is ahead");
        }
        return new Verdict.Approved();
    }

    private static boolean isFinite(Trajectory plan) {
        for (int k = 0; k <= Trajectory.STEPS; k++) {
            if (!Double.isFinite(plan.x()[k] + plan.y()[k] + plan.yaw()[k] + plan.speed()[k])) {
                return false;
            }
        }
        return true;
    }

    private boolean leavesCorridor(Trajectory plan) {
        double allowed = Math.max(corridorMetres, Math.abs(here.lateralMetres()));
        double s = here.sMetres();
        for (int k = 1; k <= CHECKED_STEPS; k++) {
            RouteLine.Projection point = route.project(plan.x()[k], plan.y()[k], s - 2, s + 60);
            boolean beyondEnd = point.sMetres() >= route.lengthMetres() - 0.1;
            if (!beyondEnd && Math.abs(point.lateralMetres()) > allowed) {
                return true;
            }
        }
        return false;
    }

    private boolean collides(Trajectory plan) {
        return tracks.stream().anyMatch(track -> collides(plan, track));
    }

    private boolean collides(Trajectory plan, Track track) {
        Footprint now = at(track, 0);
        double frontEnd = ego.pose().ahead(now.middle().x(), now.middle().y()) + track.lengthMetres() / 2;
        if (frontEnd < -VehicleShape.REAR_AXLE_TO_REAR_METRES) {
            // Who runs into us from behind is not met by us.
            return false;
        }
        // Whoever is that near already cannot be kept farther off by a plan; he must not be touched.
        boolean near = Footprint.ofCar(ego.pose(), END_MARGIN_METRES, SIDE_MARGIN_METRES)
                .touches(now);
        double end = near ? 0 : END_MARGIN_METRES;
        double side = near ? 0 : SIDE_MARGIN_METRES;
        for (int k = 1; k <= COLLISION_STEPS; k++) {
            Pose2 pose = new Pose2(plan.x()[k], plan.y()[k], plan.yaw()[k]);
            if (plan.speed()[k] >= 0.5 && Footprint.ofCar(pose, end, side).touches(at(track, k * STEP))) {
                return true;
            }
        }
        return false;
    }

    /** Where it will be if it goes on as it does; what stands is taken as lying along the route. */
    private Footprint at(Track track, double seconds) {
        double x = track.x() + seconds * track.velocityX();
        double y = track.y() + seconds * track.velocityY();
        boolean moves = Math.hypot(track.velocityX(), track.velocityY()) > 0.5;
        double yaw = moves
                ? Math.atan2(track.velocityY(), track.velocityX())
                : route.headingAt(
                        route.project(x, y, here.sMetres(), here.sMetres() + 80).sMetres());
        return new Footprint(new Pose2(x, y, yaw), track.lengthMetres() / 2, track.widthMetres() / 2);
    }

    private boolean comesTooClose(Trajectory plan) {
        return leadsFor(plan.firstSecondAcceleration()).stream().anyMatch(ahead -> comesTooClose(plan, ahead));
    }

    private boolean comesTooClose(Trajectory plan, Lead ahead) {
        double speed = ego.speedMetresPerSecond();
        double least = SafeDistance.leastGapMetres(speed, ahead.speedMetresPerSecond());
        double required = SafeDistance.requiredBraking(ahead.gapMetres(), speed, ahead.speedMetresPerSecond());
        return ahead.gapMetres() < least && required > 1.0 && plan.firstSecondAcceleration() > -required + 0.8;
    }

    /** The plan's own way, slowed down where route, law or the one ahead ask for it. */
    public Trajectory capped(Trajectory plan) {
        List<Lead> inTheWay = leadsFor(plan.firstSecondAcceleration());
        double[] along = new double[Trajectory.STEPS + 1];
        for (int k = 1; k <= Trajectory.STEPS; k++) {
            along[k] = along[k - 1] + Math.hypot(plan.x()[k] - plan.x()[k - 1], plan.y()[k] - plan.y()[k - 1]);
        }
        Trajectory out = Trajectory.empty();
        start(out);
        double metres = 0;
        int segment = 0;
        for (int k = 1; k <= Trajectory.STEPS; k++) {
            double before = out.speed()[k - 1];
            double limit = before + STEP * allowedAcceleration(inTheWay, metres, before, k * STEP);
            double speed = Math.clamp(plan.speed()[k], 0, Math.max(0, limit));
            speed = Math.max(speed, before - STEP * SafeDistance.EMERGENCY_BRAKING);
            metres += (before + speed) / 2 * STEP;
            while (segment < Trajectory.STEPS - 1 && along[segment + 1] < metres) {
                segment++;
            }
            double length = along[segment + 1] - along[segment];
            double share = length < 1e-6 ? 0 : Math.min(1, (metres - along[segment]) / length);
            out.x()[k] = plan.x()[segment] + share * (plan.x()[segment + 1] - plan.x()[segment]);
            out.y()[k] = plan.y()[segment] + share * (plan.y()[segment + 1] - plan.y()[segment]);
            out.yaw()[k] = plan.yaw()[segment] + share * Pose2.wrapped(plan.yaw()[segment + 1] - plan.yaw()[segment]);
            out.speed()[k] = speed;
        }
        return out;
    }

    /** What a careful driver would do without any model. */
    public Trajectory fallback() {
        return alongPath((metres, speed, seconds) ->
                Math.min(COMFORT_ACCELERATION, allowedAcceleration(leads, metres, speed, seconds)));
    }

    /** A stop that ends in a minimal-risk condition: as hard as its rung says, harder only for what is ahead. */
    public Trajectory minimalRisk(Rung rung) {
        ReferencePath way = rung == Rung.PULL_OVER && isEdgeFree()
                ? ReferencePath.beside(route, here, ego.pose(), ego.speedMetresPerSecond(), EDGE_METRES)
                : path;
        List<Lead> inTheWay = leadsFor(-rung.braking());
        return along(
                way,
                (metres, speed, seconds) ->
                        Math.min(-rung.braking(), followingAcceleration(inTheWay, metres, speed, seconds, 1)));
    }

    /** Whether nothing is where the car would draw to the right. */
    private boolean isEdgeFree() {
        double near = -VehicleShape.HALF_WIDTH_METRES;
        double far = near - EDGE_METRES - EDGE_MARGIN_METRES;
        return tracks.stream().noneMatch(track -> {
            double ahead = ego.pose().ahead(track.x(), track.y());
            double left = ego.pose().left(track.x(), track.y());
            double half = Math.max(track.widthMetres(), track.lengthMetres()) / 2;
            return ahead > -EDGE_BEHIND_METRES && ahead < EDGE_AHEAD_METRES && left - half < near && left + half > far;
        });
    }

    /** A comfortable stop in the lane. */
    public Trajectory comfortableStop() {
        List<Lead> inTheWay = leadsFor(-STOP_BRAKING);
        return alongPath((metres, speed, seconds) ->
                Math.min(-STOP_BRAKING, allowedAcceleration(inTheWay, metres, speed, seconds)));
    }

    private interface AccelerationRule {
        double at(double metres, double speed, double seconds);
    }

    private Trajectory alongPath(AccelerationRule rule) {
        return along(path, rule);
    }

    private Trajectory along(ReferencePath way, AccelerationRule rule) {
        Trajectory out = Trajectory.empty();
        start(out);
        double metres = 0;
        for (int k = 1; k <= Trajectory.STEPS; k++) {
            double before = out.speed()[k - 1];
            double speed = Math.max(0, before + STEP * rule.at(metres, before, k * STEP));
            metres += (before + speed) / 2 * STEP;
            Pose2 pose = way.poseAt(metres);
            out.x()[k] = pose.x();
            out.y()[k] = pose.y();
            out.yaw()[k] = pose.yaw();
            out.speed()[k] = speed;
        }
        return out;
    }

    private void start(Trajectory out) {
        out.x()[0] = ego.pose().x();
        out.y()[0] = ego.pose().y();
        out.yaw()[0] = ego.pose().yaw();
        out.speed()[0] = Math.max(0, ego.speedMetresPerSecond());
    }

    private double allowedAcceleration(List<Lead> inTheWay, double metres, double speed, double seconds) {
        double cap = path.capAt(metres);
        double byCap = Math.clamp((path.capAt(metres + speed * STEP) - speed) / 0.4, -4, 3);
        return Math.min(byCap, followingAcceleration(inTheWay, metres, speed, seconds, cap));
    }

    private static double followingAcceleration(
            List<Lead> inTheWay, double metres, double speed, double seconds, double wantedSpeed) {
        double acceleration = 3;
        for (Lead ahead : inTheWay) {
            double gap = ahead.gapMetres() + ahead.speedMetresPerSecond() * seconds - metres;
            acceleration = Math.min(
                    acceleration,
                    SafeDistance.followingAcceleration(gap, speed, ahead.speedMetresPerSecond(), wantedSpeed));
        }
        return acceleration;
    }

    /** Seconds to the route's end at what the law allows, roughly. */
    public double etaSeconds() {
        double seconds = 0;
        for (double s = here.sMetres(); s < route.lengthMetres(); s += 10) {
            seconds += Math.min(10, route.lengthMetres() - s) / Math.max(1, 0.8 * route.limitAt(s));
        }
        return seconds + Math.max(0, route.limitAt(here.sMetres()) - ego.speedMetresPerSecond()) / COMFORT_ACCELERATION;
    }
}
