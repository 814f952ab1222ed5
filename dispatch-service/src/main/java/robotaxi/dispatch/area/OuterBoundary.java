package robotaxi.dispatch.area;

import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * Where the cars of a market may drive at all, whatever the hour or the weather: what a car itself holds to. Closures, hours and weather are not in
 * it: they come and go while cars are under way, who must be able to finish or to leave, and routes see to them.
 */
public final class OuterBoundary {
    /** A car takes a street beside the line for inside by more than this (10 m). */
    private static final double STRAIGHTENED_METRES = 4;

    private static final double METRES_A_DEGREE = 111_320;
    private static final int FEW_POINTS = 500;

    private OuterBoundary() {}

    /**
     * The areas that are served, as one; all of the market if there are none.
     *
     * @param areas all of the market, in force or not
     * @param market what its roads lie in, longitude first
     * @return polygons, longitude first, straightened by a metre, or by up to four where that spares many points
     */
    public static Geometry of(List<Area> areas, Geometry market) {
        List<Geometry> served = areas.stream()
                .filter(area -> area.effect() == Area.Effect.SERVED)
                .map(Area::shape)
                .toList();
        Geometry whole = served.isEmpty() ? market : UnaryUnionOp.union(served);
        Geometry line = straightened(whole, 1);
        for (double metres = 2; metres <= STRAIGHTENED_METRES && line.getNumPoints() > FEW_POINTS; metres *= 2) {
            line = straightened(whole, metres);
        }
        return line.norm();
    }

    private static Geometry straightened(Geometry shape, double metres) {
        return TopologyPreservingSimplifier.simplify(shape, metres / METRES_A_DEGREE);
    }
}
