package robotaxi.city.scene;

import java.util.List;
import robotaxi.city.vehicle.CarState;

/** The unprotected left turn: waits before the junction while somebody who comes the other way would be met in it. */
final class LeftTurn {
    private static final double STOPS_BEFORE_METRES = 1;
    private static final double TURNING_SPEED = 4.5;
    private static final double COMFORTABLE_BRAKING = 3;
    private static final double SEES_ONCOMING_METRES = 120;
    private static final double HALF_ZONE_METRES = 8;
    private static final double TURN_METRES = 16;

    private final Scene scene;

    LeftTurn(Scene scene) {
        this.scene = scene;
    }

    /** From the front bumper to where the car waits; negative once the car has entered the junction. */
    double gapToStop(double atMetres) {
        return scene.junctionMetres() - STOPS_BEFORE_METRES - atMetres - CarState.BUMPER_METRES;
    }

    boolean near(double atMetres) {
        double gap = gapToStop(atMetres);
        return gap < 32 && atMetres < scene.junctionMetres() + TURN_METRES - 3;
    }

    boolean mustWait(double atMetres, double speed, List<Actor> actors, double time) {
        double gap = gapToStop(atMetres);
        // Too close to stop for it means that the turn has begun.
        boolean begun = gap < speed * speed / (2 * COMFORTABLE_BRAKING) - 1.5;
        if (begun || gap > 40) {
            return false;
        }
        double pace = Math.max(3, (speed + TURNING_SPEED) / 2);
        double enters = Math.max(0, gap + 3) / pace - 1.2;
        double leaves = (gap + 4 + TURN_METRES + CarState.BUMPER_METRES) / pace + 2;
        for (Actor actor : actors) {
            if (actor.part() == Actor.Part.ONCOMING && meets(actor, time, atMetres, enters, leaves)) {
                return true;
            }
        }
        return false;
    }

    private boolean meets(Actor actor, double time, double atMetres, double enters, double leaves) {
        double zone = actor.line().lengthMetres() - scene.junctionMetres() - HALF_ZONE_METRES;
        double way = zone - actor.alongAt(time);
        double apart = way + scene.junctionMetres() + HALF_ZONE_METRES - atMetres;
        double half = HALF_ZONE_METRES + actor.kind().lengthMetres() / 2;
        double speed = Math.max(0.5, actor.speedAt(time));
        return apart < SEES_ONCOMING_METRES
                && way > -half
                && (way - half) / speed < leaves
                && (way + half) / speed > enters;
    }
}
