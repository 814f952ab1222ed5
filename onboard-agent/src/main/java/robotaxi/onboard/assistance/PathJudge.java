package robotaxi.onboard.assistance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import robotaxi.onboard.assistance.AdviceVerdict.Reason;
import robotaxi.onboard.assistance.AdviceVerdict.Refused;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.PathClearance;
import robotaxi.onboard.supervisor.Pose2;

/**
 * Judges a way that somebody has drawn, the car itself or a person: it must stay near the route and out of closed areas, a car must be able
 * to follow it, and nothing may be in it. Only then it takes the place of a stretch of the route, slowly driven.
 */
final class PathJudge {
    /** Metres a second along an advised way. */
    static final double SPEED = 3;

    private static final int MOST_POINTS = 80;
    private static final double FARTHEST_METRES = 100;
    private static final double CORRIDOR_METRES = 3.5;
    private static final double LONGEST_GAP_METRES = 15;
    private static final double LONGEST_METRES = 90;
    private static final double REJOIN_METRES = 8;
    private static final double ON_ROUTE_METRES = 0.3;
    private static final double MOST_CUT_METRES = 1.2;
    private static final double LEAST_PROGRESS_METRES = 3;

    private final Situation now;
    private final Predicate<RouteLine> isOpen;

    /** Asked about the route as a whole: whether it leads through no closed area. */
    PathJudge(Situation now, Predicate<RouteLine> isOpen) {
        this.now = now;
        this.isOpen = isOpen;
    }

    /** What came of it. */
    sealed interface Judgement {
        /** The route with that way in it. */
        record Good(RouteLine route) implements Judgement {}

        /** It must not be driven. */
        record Bad(Refused why) implements Judgement {}
    }

    Judgement judge(List<Advice.Point> points, Pose2 seenFrom) {
        if (points.size() < 2 || points.size() > MOST_POINTS || !points.stream().allMatch(PathJudge::isNear)) {
            return bad(Reason.MALFORMED, "a way has 2 to " + MOST_POINTS + " points within 100 m");
        }
        Laid laid = lay(points, seenFrom);
        if (laid.length > LONGEST_METRES || laid.longestGap > LONGEST_GAP_METRES) {
            return bad(Reason.NOT_DRIVABLE, "the way is too long, or has gaps");
        }
        if (!laid.goesOn) {
            return bad(Reason.NOT_DRIVABLE, "the way turns back");
        }
        if (laid.farthestOff > CORRIDOR_METRES) {
            return bad(Reason.OUTSIDE_AREA, "the way leaves the route by more than " + CORRIDOR_METRES + " m");
        }
        double end = laid.endMetres;
        if (end - now.here().sMetres() < LEAST_PROGRESS_METRES) {
            return bad(Reason.NOT_DRIVABLE, "the way leads nowhere");
        }
        double joins = Math.min(now.driven().lengthMetres(), end + (laid.endOff > ON_ROUTE_METRES ? REJOIN_METRES : 1));
        RouteLine route = now.driven().replaced(now.here().sMetres(), joins, laid.x, laid.y, SPEED);
        if (!isOpen.test(route)) {
            return bad(Reason.OUTSIDE_AREA, "the way leads through a closed area");
        }
        return followed(route, joins - now.here().sMetres() + REJOIN_METRES);
    }

    private Judgement followed(RouteLine route, double metres) {
        PathClearance clearance = PathClearance.of(now.driven(), route, now.here(), now.ego(), metres, SPEED);
        if (clearance.farthestOffMetres() > MOST_CUT_METRES) {
            return bad(Reason.NOT_DRIVABLE, "the car cannot take the way's corners");
        }
        return clearance
                .touches(now.tracks())
                .map(track -> bad(Reason.UNSAFE, "in the way: " + track.kind()))
                .orElseGet(() -> new Judgement.Good(route));
    }

    private static boolean isNear(Advice.Point point) {
        // What is no number compares as false.
        return Math.abs(point.aheadMetres()) <= FARTHEST_METRES && Math.abs(point.leftMetres()) <= FARTHEST_METRES;
    }

    /** Points on the ground, and how they lie to the route. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Laid(
            double[] x,
            double[] y,
            double farthestOff,
            double length,
            double longestGap,
            boolean goesOn,
            double endMetres,
            double endOff) {}

    private Laid lay(List<Advice.Point> points, Pose2 seenFrom) {
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        double farthest = 0;
        double length = 0;
        double longest = 0;
        boolean goesOn = true;
        double beforeX = now.ego().pose().x();
        double beforeY = now.ego().pose().y();
        RouteLine.Projection before = now.here();
        for (int i = 0; i < x.length; i++) {
            Advice.Point point = points.get(i);
            x[i] = seenFrom.toX(point.aheadMetres(), point.leftMetres());
            y[i] = seenFrom.toY(point.aheadMetres(), point.leftMetres());
            double step = Math.hypot(x[i] - beforeX, y[i] - beforeY);
            RouteLine.Projection on = now.driven()
                    .project(x[i], y[i], Math.max(0, before.sMetres() - 2), before.sMetres() + LONGEST_GAP_METRES + 2);
            farthest = Math.max(farthest, Math.abs(on.lateralMetres()));
            goesOn &= on.sMetres() > before.sMetres() - ON_ROUTE_METRES;
            longest = Math.max(longest, step);
            length += step;
            beforeX = x[i];
            beforeY = y[i];
            before = on;
        }
        return new Laid(x, y, farthest, length, longest, goesOn, before.sMetres(), Math.abs(before.lateralMetres()));
    }

    private static Judgement bad(Reason reason, String detail) {
        return new Judgement.Bad(new Refused(reason, detail));
    }

    /** The route between two ways from its start, moved to the left by what a smooth ramp allows, as seen from the car. */
    List<Advice.Point> shifted(double rampMetres, double fromMetres, double toMetres, double leftMetres) {
        List<Advice.Point> points = new ArrayList<>();
        double start = now.here().sMetres();
        double end = toMetres + 1.5 * rampMetres;
        for (double s = start + 1; s < end; s += 2) {
            double up = smooth((s - start) / Math.max(rampMetres, fromMetres - start));
            double down = smooth((end - s) / (1.5 * rampMetres));
            double left = leftMetres * Math.min(up, down);
            double heading = now.driven().headingAt(s);
            double x = now.driven().xAt(s) - left * Math.sin(heading);
            double y = now.driven().yAt(s) + left * Math.cos(heading);
            points.add(new Advice.Point(
                    now.ego().pose().ahead(x, y), now.ego().pose().left(x, y)));
        }
        return points;
    }

    private static double smooth(double share) {
        double t = Math.clamp(share, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
