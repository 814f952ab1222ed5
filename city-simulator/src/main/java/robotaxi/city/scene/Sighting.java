package robotaxi.city.scene;

import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/**
 * An actor as seen from the route.
 *
 * @param actor who
 * @param gapMetres from our front bumper to its box, along the route
 * @param leftMetres its middle, left of the route
 * @param halfWidthMetres half its extent across the route
 * @param speed along the route, metres a second
 * @param speedLeft across the route, metres a second
 */
record Sighting(
        Actor actor, double gapMetres, double leftMetres, double halfWidthMetres, double speed, double speedLeft) {
    private static final double HALF_CAR_METRES = 0.95;

    static Sighting of(RoadLine route, double atMetres, Actor actor, double time, RoadLine.Spot spot) {
        Body body = actor.bodyAt(time);
        Pose centre = body.centre();
        route.locate(centre.x(), centre.y(), spot);
        double turned = centre.heading() - route.at(spot.alongMetres()).heading();
        double cos = Math.abs(Math.cos(turned));
        double sin = Math.abs(Math.sin(turned));
        double halfAlong = (cos * body.kind().lengthMetres() + sin * body.kind().widthMetres()) / 2;
        double halfAcross = (cos * body.kind().widthMetres() + sin * body.kind().lengthMetres()) / 2;
        return new Sighting(
                actor,
                spot.alongMetres() - atMetres - CarState.BUMPER_METRES - halfAlong,
                spot.leftMetres(),
                halfAcross,
                body.speedMetresPerSecond() * Math.cos(turned),
                body.speedMetresPerSecond() * Math.sin(turned));
    }

    /** It is in the way of a car on the route's middle, give or take a margin. */
    boolean inTheWay(double margin) {
        return Math.abs(leftMetres) < halfWidthMetres + HALF_CAR_METRES + margin;
    }

    /** It walks towards the way, is on it, or has only just left it. */
    boolean crosses() {
        double clear = halfWidthMetres + HALF_CAR_METRES + 0.6;
        if (Math.abs(leftMetres) < clear) {
            return true;
        }
        double towards = -Math.signum(leftMetres) * speedLeft;
        return towards > 0.2 && (Math.abs(leftMetres) - clear) / towards < 3.5;
    }

    /** How far left of the route the middle of a car must go to pass it, metres. */
    double shiftToPass() {
        double clearance = switch (actor.kind()) {
            case CONE -> 0.35;
            case CYCLIST, SCOOTER -> 0.8;
            default -> 0.6;
        };
        double shift = leftMetres + halfWidthMetres + HALF_CAR_METRES + clearance;
        return shift > 2.5 ? Math.max(shift, Carriageway.LANE_METRES) : Math.max(0, shift);
    }

    /** The speed at which a careful driver passes it, metres a second. */
    double passingSpeed() {
        return switch (actor.kind()) {
            case CONE, EMERGENCY -> 6;
            default -> 7.5;
        };
    }
}
