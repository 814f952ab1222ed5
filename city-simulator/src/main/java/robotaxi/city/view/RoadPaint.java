package robotaxi.city.view;

/** What roads look like, in scenes and in the city: worn asphalt, marks of lanes, pavements, and open land in patches. */
public final class RoadPaint {
    /** Where roads meet. */
    public static final int ASPHALT = 0x4c4d50;
    /** Beside a road. */
    public static final int PAVEMENT = 0x98928a;
    /** Width of the pavement. */
    public static final double PAVEMENT_METRES = 2.2;

    private static final int WORN_ASPHALT = 0x525356;
    private static final int MARK = 0xe6e6de;
    private static final int MIDDLE_MARK = 0xd8b23a;

    private final double halfWidthMetres;
    private final double laneMetres;
    private final boolean lanes;
    private final boolean twoWay;

    /**
     * The paint of one kind of road.
     *
     * @param halfWidthMetres from its middle to its edge
     * @param lanesEachWay 1 or 2
     * @param twoWay a double mark keeps the two directions apart
     */
    public RoadPaint(double halfWidthMetres, int lanesEachWay, boolean twoWay) {
        this.halfWidthMetres = halfWidthMetres;
        this.laneMetres = halfWidthMetres / lanesEachWay;
        this.lanes = lanesEachWay > 1;
        this.twoWay = twoWay;
    }

    /** The colour of a place on the road, so far along it and to the left of its middle. */
    public int colour(double along, double left, double footprint) {
        int asphalt = ((int) Math.floor(along / 3) & 3) == 0 ? WORN_ASPHALT : ASPHALT;
        double edge = Math.abs(Math.abs(left) - (halfWidthMetres - 0.2));
        double white = covered(edge, 0.15, footprint);
        boolean far = footprint > 0.3;
        boolean dash = far || along - 9 * Math.floor(along / 9) < 3;
        if (lanes && dash) {
            double lane = Math.abs(Math.abs(left) - laneMetres);
            white = Math.max(white, covered(lane, 0.15, footprint) * (far ? 0.35 : 1));
        }
        double yellow = twoWay ? covered(Math.abs(Math.abs(left) - 0.15), 0.12, footprint) : 0;
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

    /** Open land in patches, so that speed over it can be seen. */
    public static int land(double x, double y) {
        int patch = (int) Math.floor(x / 6) * 73_856_093 ^ (int) Math.floor(y / 6) * 19_349_663;
        return switch ((patch >>> 7) & 3) {
            case 0 -> 0x6f7f55;
            case 1 -> 0x7b8660;
            case 2 -> 0x8b7f68;
            default -> 0x75736b;
        };
    }
}
