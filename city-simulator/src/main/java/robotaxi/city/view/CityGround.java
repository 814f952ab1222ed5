package robotaxi.city.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.city.road.Road;
import robotaxi.city.view.StreetIndex.Stretch;

/** The ground of a city, painted as that of the scenes. Not for use by two threads at once. */
public final class CityGround implements Ground {
    /** A direction that is wider has two lanes. */
    private static final double WIDEST_LANE_METRES = 5.5;

    private final StreetIndex streets;
    private final Map<Integer, RoadPaint> paints = new HashMap<>();
    private int tileX;
    private int tileY;
    private List<Stretch> near;

    /** The ground around a city's roads. */
    public CityGround(GroundMap city) {
        this.streets = city.streets();
        this.near = streets.near(0, 0);
    }

    @Override
    public int colourAt(double x, double y, double footprintMetres) {
        look(x, y);
        int on = 0;
        boolean beside = false;
        Stretch under = null;
        double underAway = 0;
        for (int i = 0; i < near.size(); ) {
            Road road = near.get(i).road();
            Stretch closest = near.get(i);
            double least = Double.MAX_VALUE;
            for (; i < near.size() && near.get(i).road().id() == road.id(); i++) {
                double away = away(near.get(i), x, y);
                if (away < least) {
                    least = away;
                    closest = near.get(i);
                }
            }
            if (least < road.halfWidthMetres()) {
                on++;
                under = closest;
                underAway = least;
            }
            beside |= least < road.halfWidthMetres() + RoadPaint.PAVEMENT_METRES;
        }
        if (under == null) {
            return beside ? RoadPaint.PAVEMENT : RoadPaint.land(x, y);
        }
        if (on > 1) {
            return RoadPaint.ASPHALT;
        }
        double along = under.start() + Math.clamp(under.along(x, y), 0, under.length());
        return paint(under.road()).colour(along, Math.copySign(underAway, under.left(x, y)), footprintMetres);
    }

    private void look(double x, double y) {
        int tx = StreetIndex.tileOf(x);
        int ty = StreetIndex.tileOf(y);
        if (tx != tileX || ty != tileY) {
            tileX = tx;
            tileY = ty;
            near = streets.near(tx, ty);
        }
    }

    private static double away(Stretch stretch, double x, double y) {
        double along = stretch.along(x, y);
        if (along >= 0 && along <= stretch.length()) {
            return Math.abs(stretch.left(x, y));
        }
        return Math.hypot(stretch.left(x, y), along < 0 ? along : along - stretch.length());
    }

    private RoadPaint paint(Road road) {
        return paints.computeIfAbsent(road.id(), _ -> {
            int lanes = !road.oneWay() && road.halfWidthMetres() > WIDEST_LANE_METRES ? 2 : 1;
            return new RoadPaint(road.halfWidthMetres(), lanes, !road.oneWay());
        });
    }
}
