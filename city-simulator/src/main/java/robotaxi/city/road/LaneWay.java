package robotaxi.city.road;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A way over several roads, along the middle of the driven lane, with the legal speed at every metre. */
public final class LaneWay {
    private static final double SPACING_METRES = 2;

    private final Path path;
    private final double[] endsMetres;
    private final List<Road> roads;

    private LaneWay(Path path, double[] endsMetres, List<Road> roads) {
        this.path = path;
        this.endsMetres = endsMetres;
        this.roads = List.copyOf(roads);
    }

    /** A chance way from the start of a road, at least so long. */
    public static LaneWay wander(RoadGraph graph, Road start, double atLeastMetres, RandomGenerator chance) {
        List<Road> taken = new ArrayList<>(List.of(start));
        double length = start.line().lengthMetres();
        while (length < atLeastMetres) {
            Road next = graph.next(taken.getLast(), chance);
            taken.add(next);
            length += next.line().lengthMetres();
        }
        return along(taken);
    }

    /** The way along joined roads. */
    public static LaneWay along(List<Road> roads) {
        List<Path> shifted = new ArrayList<>();
        for (Road road : roads) {
            shifted.add(road.line().shifted(-road.laneOffsetMetres(), SPACING_METRES));
        }
        int points = shifted.stream().mapToInt(Path::size).sum();
        double[] xs = new double[points];
        double[] ys = new double[points];
        double[] ends = new double[roads.size()];
        int at = 0;
        for (int r = 0; r < roads.size(); r++) {
            // Corners lose their first and last points, so that lanes of joined roads meet in a curve.
            int skipStart = r > 0 && shifted.get(r).size() > 6 ? 2 : 0;
            int skipEnd = r < roads.size() - 1 && shifted.get(r).size() > 6 ? 2 : 0;
            for (int i = skipStart; i < shifted.get(r).size() - skipEnd; i++) {
                xs[at] = shifted.get(r).x(i);
                ys[at++] = shifted.get(r).y(i);
            }
            ends[r] = at;
        }
        Path path = new Path(Arrays.copyOf(xs, at), Arrays.copyOf(ys, at)).shifted(0, SPACING_METRES);
        for (int r = 0; r < ends.length; r++) {
            ends[r] = ends[r] / at * path.lengthMetres();
        }
        return new LaneWay(path, ends, roads);
    }

    /** The line to drive along. */
    public Path path() {
        return path;
    }

    /** The road that is driven at a distance. */
    public Road roadAt(double metres) {
        for (int r = 0; r < endsMetres.length; r++) {
            if (metres < endsMetres[r]) {
                return roads.get(r);
            }
        }
        return roads.getLast();
    }

    /** Legal speed at a distance, metres a second. */
    public double limitAt(double metres) {
        return roadAt(metres).speedLimitMetresPerSecond();
    }

    /** The last road of the way. */
    public Road last() {
        return roads.getLast();
    }
}
