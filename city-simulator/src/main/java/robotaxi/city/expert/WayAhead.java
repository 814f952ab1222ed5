package robotaxi.city.expert;

import java.util.List;
import java.util.Optional;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/** Finds what is in the way along a path. */
public final class WayAhead {
    /** From the rear axle to the front bumper, metres. */
    public static final double BUMPER_METRES = 3.8;

    private static final double HALF_WIDTH_METRES = 0.95;
    private static final double LOOK_METRES = 70;

    private WayAhead() {}

    /** The nearest body in the way of a rear axle that has come so far along the path. */
    public static Optional<Hindrance> nearest(Path path, double atMetres, List<Body> bodies) {
        Hindrance nearest = null;
        for (Body body : bodies) {
            double along = path.project(body.centre().x(), body.centre().y(), atMetres, atMetres + LOOK_METRES);
            Pose there = path.at(along);
            double turned = Pose.wrapped(body.centre().heading() - there.heading());
            boolean vehicle = body.kind() != Body.Kind.PEDESTRIAN;
            if (vehicle && Math.abs(turned) > Math.toRadians(120)) {
                continue;
            }
            double left = there.leftOf(body.centre().x(), body.centre().y());
            double beyond = there.aheadOf(body.centre().x(), body.centre().y());
            double gap = along - atMetres - BUMPER_METRES - halfExtent(body, turned);
            boolean inFront = along > atMetres + 1 && along < atMetres + LOOK_METRES && beyond < 3;
            if (inFront
                    && Math.abs(left) < reach(body, left, turned)
                    && (nearest == null || gap < nearest.gapMetres())) {
                nearest = new Hindrance(body, gap, body.speedMetresPerSecond() * Math.cos(turned));
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static double halfExtent(Body body, double turned) {
        return Math.abs(Math.cos(turned)) * body.kind().lengthMetres() / 2
                + Math.abs(Math.sin(turned)) * body.kind().widthMetres() / 2;
    }

    private static double reach(Body body, double left, double turned) {
        double half = Math.abs(Math.cos(turned)) * body.kind().widthMetres() / 2
                + Math.abs(Math.sin(turned)) * body.kind().lengthMetres() / 2;
        double plain = half + HALF_WIDTH_METRES + 0.2;
        if (body.kind() != Body.Kind.PEDESTRIAN) {
            return plain;
        }
        // Somebody who walks towards the way will be on it before we are.
        double sideways = body.speedMetresPerSecond() * Math.sin(turned);
        boolean comes = sideways * left < 0;
        return plain + 0.3 + (comes ? 1.2 * Math.abs(sideways) : 0);
    }
}
