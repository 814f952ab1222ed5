package robotaxi.benchmarks.supervisor;

import robotaxi.onboard.mission.RouteLine;

/**
 * Says whether a collision was avoidable: whether a driver who waits for the response time from the moment at which RSS calls the
 * situation dangerous, and then brakes as RSS asks at least, in the car's own place, would not have touched anybody.
 */
final class Judge {
    private static final double MOVES = 0.3;

    private final Scenario scenario;
    private final Drive.Course course;

    Judge(Scenario scenario, Drive.Course course) {
        this.scenario = scenario;
        this.course = course;
    }

    /** Of the collision at the end of the course. */
    boolean wasAvoidable() {
        Drive.State hit = course.states().get(course.touchedStep());
        Actor other = scenario.actors().get(course.touchedActor());
        if (hit.speed() < MOVES || comesFromBehind(hit, other)) {
            return false;
        }
        int danger = dangerBegan(other);
        return danger < 0 || properResponseSaves(danger);
    }

    private boolean comesFromBehind(Drive.State hit, Actor other) {
        Box box = other.box(scenario.road(), course.touchedStep());
        boolean behind = hit.pose().ahead(box.x(), box.y()) < 0;
        return behind && other.vs()[Math.min(course.touchedStep(), other.steps() - 1)] > hit.speed();
    }

    /** The beginning of the danger that led to the collision; -1 if RSS saw none. */
    private int dangerBegan(Actor other) {
        int step = course.touchedStep() - 1;
        if (step < 0 || !isDangerous(step, other)) {
            return -1;
        }
        while (step > 0 && isDangerous(step - 1, other)) {
            step--;
        }
        return step;
    }

    /** Whether both distances, along and to the side, are too small: those between the bodies as they lie on the road. */
    boolean isDangerous(int step, Actor other) {
        Drive.State state = course.states().get(step);
        RouteLine road = scenario.road();
        Box own = state.box();
        RouteLine.Projection here = road.project(own.x(), own.y(), 0, road.lengthMetres());
        double way = road.headingAt(here.sMetres());
        int at = Math.min(step, other.steps() - 1);
        Box box = other.box(road, at);
        double otherWay = road.headingAt(other.s()[at]);
        double ahead = other.s()[at] - here.sMetres();
        double side = other.d()[at] - here.lateralMetres();
        double lengths = own.halfAlong(way) + box.halfAlong(otherWay);
        double vs = other.vs()[at];
        double least = vs < -0.1 ? Rss.opposite(state.speed(), -vs) : Rss.sameDirection(state.speed(), Math.max(0, vs));
        double lateralGap = Math.abs(side) - own.halfAcross(way) - box.halfAcross(otherWay);
        double towardsOwn =
                Math.signum(side) * state.speed() * Math.sin(state.pose().yaw() - way);
        double towardsOther = -Math.signum(side) * other.vd()[at];
        boolean behind = ahead < -lengths;
        return !behind && ahead - lengths < least && lateralGap < Rss.lateral(towardsOwn, towardsOther);
    }

    private boolean properResponseSaves(int from) {
        RouteLine road = scenario.road();
        Drive.State begin = course.states().get(from);
        RouteLine.Projection here = road.project(begin.pose().x(), begin.pose().y(), 0, road.lengthMetres());
        double s = here.sMetres();
        double d = here.lateralMetres();
        double speed = begin.speed();
        double across = speed * Math.sin(begin.pose().yaw() - road.headingAt(s));
        double dt = Actor.STEP_SECONDS;
        double before = Math.clamp(begin.acceleration(), -Rss.B_MIN, Rss.A_MAX);
        int steps = (int) (Scenario.SECONDS / dt);
        for (int step = from; step < steps; step++) {
            double way = road.headingAt(s);
            var state = new Drive.State(
                    new robotaxi.onboard.supervisor.Pose2(
                            road.xAt(s) - d * Math.sin(way), road.yAt(s) + d * Math.cos(way), way),
                    speed,
                    0);
            for (Actor actor : scenario.actors()) {
                if (state.box().touches(actor.box(road, step))) {
                    // Whoever runs into a car that stands has himself to blame.
                    return speed < MOVES;
                }
            }
            boolean responds = (step - from) * dt >= Rss.RHO;
            double a = responds ? -Rss.B_MIN : before;
            across = responds ? Rss.afterLateralBraking(across, dt) : across;
            d += across * dt;
            double next = Math.max(0, speed + a * dt);
            s += (speed + next) / 2 * dt;
            speed = next;
        }
        return true;
    }
}
