package robotaxi.dispatch.ride;

import java.util.List;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Route;

/** The next place on a car's way where it can stand still comfortably. */
final class Kerb {
    private static final double COMFORT_BRAKING = 1.3;
    private static final double REACTION_METRES = 25;

    private Kerb() {}

    /**
     * A place ahead: as far as the car needs to see the order, to brake and to stop; the route's end if that is nearer.
     *
     * @param speed metres a second
     */
    static Place ahead(Route route, double speed) {
        double metres = REACTION_METRES + speed * speed / (2 * COMFORT_BRAKING);
        List<Place> points = route.points();
        for (int i = 1; i < points.size(); i++) {
            double step = points.get(i - 1).distanceMetresTo(points.get(i));
            if (step >= metres) {
                return between(points.get(i - 1), points.get(i), metres / step);
            }
            metres -= step;
        }
        return points.getLast();
    }

    private static Place between(Place a, Place b, double share) {
        return new Place(
                a.latitude() + share * (b.latitude() - a.latitude()),
                a.longitude() + share * (b.longitude() - a.longitude()));
    }
}
