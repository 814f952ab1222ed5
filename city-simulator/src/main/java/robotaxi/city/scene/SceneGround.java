package robotaxi.city.scene;

import java.util.List;
import robotaxi.city.view.Ground;
import robotaxi.city.view.RoadPaint;

/** The ground of a scene: roads with their marks, pavements, and open land in patches. Not for use by two threads at once. */
public final class SceneGround implements Ground {
    private static final RoadPaint PAINT = new RoadPaint(Carriageway.HALF_WIDTH_METRES, Carriageway.LANES, true);

    private final List<Carriageway> roads;
    private final RoadLine.Spot spot = new RoadLine.Spot();

    /** The ground around some roads. */
    public SceneGround(List<Carriageway> roads) {
        this.roads = List.copyOf(roads);
    }

    @Override
    public int colourAt(double x, double y, double footprintMetres) {
        int on = 0;
        boolean beside = false;
        double along = 0;
        double left = 0;
        for (Carriageway road : roads) {
            road.line().locate(x, y, spot);
            double off = Math.abs(spot.leftMetres());
            if (off < Carriageway.HALF_WIDTH_METRES) {
                on++;
                along = spot.alongMetres();
                left = spot.leftMetres();
            }
            beside |= off < Carriageway.HALF_WIDTH_METRES + RoadPaint.PAVEMENT_METRES;
        }
        if (on == 0) {
            return beside ? RoadPaint.PAVEMENT : RoadPaint.land(x, y);
        }
        return on > 1 ? RoadPaint.ASPHALT : PAINT.colour(along, left, footprintMetres);
    }
}
