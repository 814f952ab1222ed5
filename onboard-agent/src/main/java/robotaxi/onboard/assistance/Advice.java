package robotaxi.onboard.assistance;

import java.util.List;

/** What a person advises. */
public sealed interface Advice {
    /** One of the scene's offers. */
    record Choose(String offerId) implements Advice {}

    /** A way of the person's own, as seen from where the scene was taken. */
    record Drive(List<Point> points) implements Advice {
        /** Copies. */
        public Drive {
            points = List.copyOf(points);
        }
    }

    /** Stand still for a while. */
    record Wait(int seconds) implements Advice {}

    /** There is no way through. */
    record LaneClosed() implements Advice {}

    /** Stop, and end the mission here. */
    record PullOver() implements Advice {}

    /** Leave the minimal-risk condition: a person has looked. */
    record Release() implements Advice {}

    /** Metres ahead of the rear axle and to its left. */
    record Point(double aheadMetres, double leftMetres) {}
}
