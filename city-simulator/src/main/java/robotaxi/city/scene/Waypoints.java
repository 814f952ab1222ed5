package robotaxi.city.scene;

import robotaxi.city.road.Pose;

/** The route as AlpaSim tells it: 20 places from the car's projection on, 80 metres ahead, in the car's frame. */
public final class Waypoints {
    /** Between two of them, metres. */
    public static final double SPACING_METRES = 80.0 / 19;

    private Waypoints() {}

    /** Writes x and y of each waypoint. */
    public static void write(RoadLine route, Pose rearAxle, float[] into) {
        RoadLine.Spot spot = new RoadLine.Spot();
        route.locate(rearAxle.x(), rearAxle.y(), spot);
        for (int i = 0; i < into.length / 2; i++) {
            double along = spot.alongMetres() + i * SPACING_METRES;
            Pose place = route.at(along);
            boolean known = along <= route.lengthMetres();
            into[2 * i] = known ? (float) rearAxle.aheadOf(place.x(), place.y()) : Float.NaN;
            into[2 * i + 1] = known ? (float) rearAxle.leftOf(place.x(), place.y()) : Float.NaN;
        }
    }
}
