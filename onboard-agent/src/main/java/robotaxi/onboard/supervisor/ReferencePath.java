package robotaxi.onboard.supervisor;

import robotaxi.onboard.mission.RouteLine;

/**
 * The way that a careful driver would steer from where the car is onto the route and along it: a pure pursuit of the route,
 * one point a metre, each with the speed that curve, law and the route's end allow.
 */
final class ReferencePath {
    static final double STEP_METRES = 1.0;
    private static final int POINTS = 130;
    private static final double MAX_CURVATURE = 0.19;
    private static final double COMFORT_LATERAL = 2.0;
    private static final double COMFORT_BRAKING = 1.3;
    private static final double LOST_METRES = 3.0;

    final double[] x;
    final double[] y;
    final double[] yaw;
    private final double[] caps;
    private final double endMetres;

    private ReferencePath(double endMetres, int points) {
        this.endMetres = endMetres;
        x = new double[points];
        y = new double[points];
        yaw = new double[points];
        caps = new double[points];
    }

    static ReferencePath along(RouteLine route, RouteLine.Projection here, Pose2 ego, double speed) {
        return along(route, here, ego, speed, POINTS);
    }

    /** The same, so far to the right of the route. */
    static ReferencePath beside(RouteLine route, RouteLine.Projection here, Pose2 ego, double speed, double right) {
        return along(route, here, ego, speed, POINTS, right);
    }

    /** So many points of it: who steers anew soon needs few. */
    static ReferencePath along(RouteLine route, RouteLine.Projection here, Pose2 ego, double speed, int points) {
        return along(route, here, ego, speed, points, 0);
    }

    private static ReferencePath along(
            RouteLine route, RouteLine.Projection here, Pose2 ego, double speed, int points, double right) {
        double remaining = route.lengthMetres() - here.sMetres();
        ReferencePath path = new ReferencePath(remaining, points);
        double offset = Math.abs(here.lateralMetres() + right);
        double px = ego.x();
        double py = ego.y();
        double heading = ego.yaw();
        double s = here.sMetres();
        for (int i = 0; i < points; i++) {
            path.x[i] = px;
            path.y[i] = py;
            path.yaw[i] = heading;
            // Who is beside the line comes back to it gently, over a longer way.
            double lookAhead = Math.clamp(3.2 + 0.42 * speed + 3 * offset, 4, 11);
            double way = route.headingAt(s + lookAhead);
            double curvature = curvatureTo(
                    new Pose2(px, py, heading),
                    route.xAt(s + lookAhead) + right * Math.sin(way),
                    route.yAt(s + lookAhead) - right * Math.cos(way),
                    lookAhead);
            path.caps[i] = Math.min(route.limitAt(s), Math.sqrt(COMFORT_LATERAL / Math.max(1e-3, Math.abs(curvature))));
            heading += curvature * STEP_METRES;
            px += STEP_METRES * Math.cos(heading - curvature * STEP_METRES / 2);
            py += STEP_METRES * Math.sin(heading - curvature * STEP_METRES / 2);
            RouteLine.Projection on = route.project(px, py, s, s + 3 * STEP_METRES);
            s = Math.max(s, on.sMetres());
            offset = Math.abs(on.lateralMetres() + right);
        }
        if (Math.abs(here.lateralMetres()) > LOST_METRES) {
            path.caps[0] = Math.min(path.caps[0], 3);
        }
        path.smoothCaps();
        return path;
    }

    private static double curvatureTo(Pose2 from, double tx, double ty, double lookAhead) {
        double left = from.left(tx, ty);
        double ahead = from.ahead(tx, ty);
        if (ahead < 0) {
            return Math.copySign(MAX_CURVATURE, left);
        }
        double distance = Math.max(lookAhead / 2, Math.hypot(left, ahead));
        return Math.clamp(2 * left / (distance * distance), -MAX_CURVATURE, MAX_CURVATURE);
    }

    /** Brakes early for what comes: the cap falls towards a slow place as a comfortable driver would slow down. */
    private void smoothCaps() {
        for (int i = caps.length - 1; i >= 0; i--) {
            double toEnd = Math.max(0, endMetres - i * STEP_METRES);
            double byEnd = Math.sqrt(2 * COMFORT_BRAKING * toEnd);
            caps[i] = Math.min(caps[i], byEnd);
            if (i + 1 < caps.length) {
                double byNext = Math.sqrt(caps[i + 1] * caps[i + 1] + 2 * COMFORT_BRAKING * STEP_METRES);
                caps[i] = Math.min(caps[i], byNext);
            }
        }
    }

    /** Highest speed that is right after driving so far along the path, metres a second. */
    double capAt(double metres) {
        if (metres >= endMetres) {
            return 0;
        }
        double exact = Math.clamp(metres / STEP_METRES, 0, x.length - 1.001);
        int i = (int) exact;
        double share = exact - i;
        double between = caps[i] * (1 - share) + caps[i + 1] * share;
        return Math.min(between, Math.sqrt(2 * COMFORT_BRAKING * (endMetres - metres)));
    }

    /** The point nearest to a place. */
    int nearest(double px, double py) {
        int best = 0;
        double bestSquare = Double.MAX_VALUE;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - px;
            double dy = y[i] - py;
            double square = dx * dx + dy * dy;
            if (square < bestSquare) {
                bestSquare = square;
                best = i;
            }
        }
        return best;
    }

    /** The pose after driving so far along the path. */
    Pose2 poseAt(double metres) {
        double exact = Math.clamp(metres / STEP_METRES, 0, x.length - 1.001);
        int i = (int) exact;
        double share = exact - i;
        return new Pose2(
                x[i] + share * (x[i + 1] - x[i]),
                y[i] + share * (y[i + 1] - y[i]),
                yaw[i] + share * Pose2.wrapped(yaw[i + 1] - yaw[i]));
    }
}
