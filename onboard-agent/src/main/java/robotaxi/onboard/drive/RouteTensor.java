package robotaxi.onboard.drive;

import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.supervisor.EgoState;

/** The route as the model sees it. */
public final class RouteTensor {
    private static final double FARTHEST_METRES = 100;

    private RouteTensor() {}

    /** [20, 2] waypoints from the car's projection on, rig frame; past the end the last point is repeated. */
    public static float[] waypoints(RouteLine route, double fromMetres, EgoState ego) {
        float[] out = new float[Observation.WAYPOINTS * 2];
        for (int i = 0; i < Observation.WAYPOINTS; i++) {
            double s = Math.min(route.lengthMetres(), fromMetres + i * Observation.WAYPOINT_SPACING);
            double x = route.xAt(s);
            double y = route.yAt(s);
            out[i * 2] = (float) ego.pose().ahead(x, y);
            out[i * 2 + 1] = (float) ego.pose().left(x, y);
        }
        return out;
    }

    /** [4] speed limit, way to the end, speed, acceleration. */
    public static float[] context(RouteLine route, double atMetres, EgoState ego) {
        return new float[] {
            (float) route.limitAt(atMetres),
            (float) Math.clamp(route.lengthMetres() - atMetres, 0, FARTHEST_METRES),
            (float) ego.speedMetresPerSecond(),
            (float) ego.accelerationMetresPerSecondSquared()
        };
    }
}
