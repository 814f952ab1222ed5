package robotaxi.onboard.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import robotaxi.onboard.mission.RouteLine;

/**
 * What the supervisor says to a way before the car sets out on it: whether a car can follow it, and whether its body touches anything
 * there. While it drives, each plan is judged as ever.
 */
public final class PathClearance {
    private static final double MARGIN_METRES = 0.25;
    private static final double PERSON_MARGIN_METRES = 0.8;
    private static final double MOVING_SPEED = 0.5;

    /** Who comes towards us may be there earlier or later than he seems. */
    private static final double[] TIME_ERRORS = {-1, 0, 1};

    private static final double STEP_METRES = 0.4;
    private static final int STEERED_POINTS = 3;
    private static final double ACCELERATION = 1.6;

    private final RouteLine road;
    private final RouteLine route;
    private final RouteLine.Projection here;
    private final double speed;
    private final List<Pose2> poses = new ArrayList<>();
    private double farthestOffMetres;

    private PathClearance(RouteLine road, RouteLine route, RouteLine.Projection here, double speed) {
        this.road = road;
        this.route = route;
        this.here = here;
        this.speed = speed;
    }

    /**
     * So many metres along a route from where the car is, as the car would really drive them: it steers anew from wherever it has come to, so
     * that a corner of the line is cut more than a plan made once would show.
     *
     * @param road the route without the way that is judged: what stands lies along it
     */
    public static PathClearance of(
            RouteLine road, RouteLine route, RouteLine.Projection here, EgoState ego, double metres, double speed) {
        var clearance = new PathClearance(road, route, here, speed);
        clearance.drive(ego, metres);
        return clearance;
    }

    private void drive(EgoState ego, double metres) {
        Pose2 pose = ego.pose();
        RouteLine.Projection on = here;
        double now = Math.max(0, ego.speedMetresPerSecond());
        poses.add(pose);
        for (double driven = 0; driven < metres; driven += STEP_METRES) {
            pose = ReferencePath.along(route, on, pose, now, STEERED_POINTS).poseAt(STEP_METRES);
            poses.add(pose);
            on = route.project(pose.x(), pose.y(), Math.max(0, on.sMetres() - 3), on.sMetres() + 15);
            farthestOffMetres = Math.max(farthestOffMetres, Math.abs(on.lateralMetres()));
            now = Math.min(speed, Math.sqrt(now * now + 2 * ACCELERATION * STEP_METRES));
        }
    }

    /** How far the car would come off the line: one with corners that no car can take is cut. */
    public double farthestOffMetres() {
        return farthestOffMetres;
    }

    /** What the car's body would touch. */
    public Optional<Track> touches(List<Track> tracks) {
        return tracks.stream().filter(this::touches).findFirst();
    }

    private boolean touches(Track track) {
        boolean moves = Math.hypot(track.velocityX(), track.velocityY()) > MOVING_SPEED;
        for (int i = 0; i < poses.size(); i++) {
            double seconds = i * STEP_METRES / speed;
            for (double error : moves ? TIME_ERRORS : new double[] {0}) {
                if (touches(i, track, moves, Math.max(0, seconds + error))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean touches(int i, Track track, boolean moves, double seconds) {
        double x = track.x() + (moves ? seconds * track.velocityX() : 0);
        double y = track.y() + (moves ? seconds * track.velocityY() : 0);
        // What stands is taken as lying along the road, as the supervisor does while it drives.
        double yaw = moves
                ? Math.atan2(track.velocityY(), track.velocityX())
                : road.headingAt(
                        road.project(x, y, here.sMetres(), road.lengthMetres()).sMetres());
        double margin = track.kind().equals("pedestrian") ? PERSON_MARGIN_METRES : MARGIN_METRES;
        return Footprint.ofCar(poses.get(i), margin, margin)
                .touches(new Footprint(new Pose2(x, y, yaw), track.lengthMetres() / 2, track.widthMetres() / 2));
    }
}
