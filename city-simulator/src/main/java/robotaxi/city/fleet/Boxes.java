package robotaxi.city.fleet;

import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/** Whether two boxes touch, each shrunk a little so that brushing past is no collision. */
public final class Boxes {
    private static final double SHRINK = 0.88;

    private Boxes() {}

    public static boolean overlap(Body a, Body b) {
        double near = (a.kind().lengthMetres() + b.kind().lengthMetres()) / 2 + 1;
        return a.centre().distanceTo(b.centre().x(), b.centre().y()) < near
                && !apart(a, b, a.centre().heading())
                && !apart(a, b, a.centre().heading() + Math.PI / 2)
                && !apart(a, b, b.centre().heading())
                && !apart(a, b, b.centre().heading() + Math.PI / 2);
    }

    /** A line of this direction separates them. */
    private static boolean apart(Body a, Body b, double direction) {
        Pose axis = new Pose(a.centre().x(), a.centre().y(), direction);
        double distance = Math.abs(axis.aheadOf(b.centre().x(), b.centre().y()));
        return distance > SHRINK * (reach(a, direction) + reach(b, direction));
    }

    private static double reach(Body body, double direction) {
        double turned = body.centre().heading() - direction;
        return Math.abs(Math.cos(turned)) * body.kind().lengthMetres() / 2
                + Math.abs(Math.sin(turned)) * body.kind().widthMetres() / 2;
    }
}
