package robotaxi.incident.assistance;

import java.util.List;

/** What a person advises. */
public sealed interface Advice {
    /** One of the scene's options. */
    record Choose(String optionId) implements Advice {}

    /** A way of the person's own, as seen from the car in that scene. */
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

    /** Stop, and end the trip. */
    record PullOver() implements Advice {}

    /** Metres ahead of the rear axle and to its left. */
    record Point(double ahead, double left) {}

    /** For people, who have seen the scene. */
    default String words(SceneSeen scene) {
        return switch (this) {
            case Choose choose -> scene.wordsOf(choose.optionId());
            case Drive drive -> "Drive a way of " + drive.points().size() + " points";
            case Wait wait -> "Wait " + wait.seconds() + " s";
            case LaneClosed _ -> "The lane is closed";
            case PullOver _ -> "Pull over";
        };
    }
}
