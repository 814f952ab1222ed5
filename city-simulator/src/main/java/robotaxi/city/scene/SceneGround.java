package robotaxi.city.scene;

import java.util.List;
import robotaxi.city.view.Ground;

/** The ground of a scene: roads with their marks, pavements, and open land in patches. Not for use by two threads at once. */
public final class SceneGround implements Ground {
    private static final int ASPHALT = 0x4c4d50;
    private static final int WORN_ASPHALT = 0x525356;
    private static final int MARK = 0xe6e6de;
    private static final int MIDDLE_MARK = 0xd8b23a;
    private static final int PAVEMENT = 0x98928a;
    private static final double PAVEMENT_METRES = 2.2;

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
            beside |= off < Carriageway.HALF_WIDTH_METRES + PAVEMENT_METRES;
        }
        if (on == 0) {
            return beside ? PAVEMENT : land(x, y);
        }
        int asphalt = ((int) Math.floor(along / 3) & 3) == 0 ? WORN_ASPHALT : ASPHALT;
        return on > 1 ? ASPHALT : marked(asphalt, along, left, footprintMetres);
    }

    private static int marked(int asphalt, double along, double left, double footprint) {
        double edge = Math.abs(Math.abs(left) - (Carriageway.HALF_WIDTH_METRES - 0.2));
        double lane = Math.abs(Math.abs(left) - Carriageway.LANE_METRES);
        double white = covered(edge, 0.15, footprint);
        boolean far = footprint > 0.3;
        boolean dash = far || along - 9 * Math.floor(along / 9) < 3;
        if (dash) {
            white = Math.max(white, covered(lane, 0.15, footprint) * (far ? 0.35 : 1));
        }
        double yellow = covered(Math.abs(Math.abs(left) - 0.15), 0.12, footprint);
        if (yellow > 0) {
            return blend(asphalt, MIDDLE_MARK, yellow);
        }
        return white > 0 ? blend(asphalt, MARK, white) : asphalt;
    }

    /** How much of a pixel a mark covers. */
    private static double covered(double off, double width, double footprint) {
        double overlap = (width + footprint) / 2 - off;
        return overlap <= 0 ? 0 : Math.min(Math.min(1, width / footprint), overlap / footprint);
    }

    private static int blend(int under, int over, double part) {
        int weight = (int) (part * 256);
        int red = between(under >> 16 & 255, over >> 16 & 255, weight);
        int green = between(under >> 8 & 255, over >> 8 & 255, weight);
        int blue = between(under & 255, over & 255, weight);
        return red << 16 | green << 8 | blue;
    }

    private static int between(int under, int over, int weight) {
        return under + (((over - under) * weight) >> 8);
    }

    private static int land(double x, double y) {
        int patch = (int) Math.floor(x / 6) * 73_856_093 ^ (int) Math.floor(y / 6) * 19_349_663;
        return switch ((patch >>> 7) & 3) {
            case 0 -> 0x6f7f55;
            case 1 -> 0x7b8660;
            case 2 -> 0x8b7f68;
            default -> 0x75736b;
        };
    }
}
