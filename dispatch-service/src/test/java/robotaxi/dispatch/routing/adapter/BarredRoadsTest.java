package robotaxi.dispatch.routing.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Route;

/** Closures on the real roads of Monaco. */
class BarredRoadsTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place STATION = new Place(43.7325, 7.4189);
    private static final GeometryFactory SHAPES = new GeometryFactory();
    private static final int HOUR_MILLIS = 3_600_000;

    /** A lane lies beside the middle of its road, and simplified by as much again. */
    private static final double LANE_DEGREES = 0.0001;

    @TempDir
    static Path folder;

    private static GraphHopperRoads roads;

    @BeforeAll
    static void load() {
        roads = GraphHopperRoads.load(MonacoMap.extract(), folder.resolve("graph"));
    }

    @AfterEach
    void open() {
        roads.bar(new BitSet());
    }

    @Test
    void aWayLeadsAroundAClosureAndBackThroughItOnceItIsOpen() {
        Route before = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        int detours = 0;
        for (int tenth = 2; tenth < 9; tenth++) {
            Geometry closure = around(before.points().get(before.points().size() * tenth / 10), 0.0003);
            assertThat(bar(closure)).isPositive();
            var around = roads.find(CASINO, Double.NaN, STATION);
            around.ifPresent(way -> assertThat(touches(way, closure)).isFalse());
            detours += around.isPresent() ? 1 : 0;
        }
        assertThat(detours).isGreaterThan(2);
        roads.bar(new BitSet());
        assertThat(roads.find(CASINO, Double.NaN, STATION)).hasValue(before);
    }

    @Test
    void noWayLeadsIntoAClosure() {
        assertThat(bar(around(STATION, 0.002))).isPositive();
        roads.find(CASINO, Double.NaN, STATION)
                .map(route -> route.points().getLast())
                .ifPresent(end -> assertThat(end.distanceMetresTo(STATION))
                        .as("the nearest open road, never the closed place")
                        .isGreaterThan(100));
        assertThat(millis(CASINO, STATION)).isEqualTo(RoadGraph.UNREACHABLE);
    }

    @Test
    void aCarInsideHasAWayOutFromWhereItStands() {
        Geometry closure = around(STATION, 0.001);
        assertThat(bar(closure)).isPositive();
        Route out = roads.find(STATION, 90, CASINO).orElseThrow();
        assertThat(out.points().getFirst().distanceMetresTo(STATION)).isLessThan(60);
        List<Boolean> inside = out.points().stream()
                .map(point -> closure.buffer(-LANE_DEGREES).intersects(point(point)))
                .toList();
        assertThat(inside.getFirst()).isTrue();
        assertThat(inside.subList(inside.size() / 2, inside.size()))
                .as("it leaves and does not come back")
                .doesNotContain(true);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWayBetweenOpenPlacesTouchesAnyClosure(long seed) {
        var chance = new SplittableRandom(seed);
        Geometry closure = twoClosures(chance);
        while (bar(closure) == 0) {
            closure = twoClosures(chance);
        }
        Geometry closed = closure;
        int found = 0;
        for (int i = 0; i < 60; i++) {
            Place from = somewhere(chance);
            Place to = somewhere(chance);
            if (closed.buffer(0.001).intersects(point(from))
                    || closed.buffer(0.001).intersects(point(to))) {
                continue;
            }
            var route = roads.find(from, Double.NaN, to);
            found += route.isPresent() ? 1 : 0;
            route.ifPresent(way -> assertThat(touches(way, closed)).isFalse());
        }
        assertThat(found).isGreaterThan(5);
    }

    private static Geometry twoClosures(SplittableRandom chance) {
        return around(somewhere(chance), 0.001).union(around(somewhere(chance), 0.0007));
    }

    private static int millis(Place from, Place to) {
        return roads.graph()
                .millisTo(roads.snap(to).orElseThrow(), HOUR_MILLIS)[
                roads.snap(from).orElseThrow()];
    }

    private static Place somewhere(SplittableRandom chance) {
        return new Place(43.7300 + chance.nextDouble() * 0.017, 7.4150 + chance.nextDouble() * 0.018);
    }

    private static int bar(Geometry closure) {
        BitSet bits = new BitSet();
        roads.eachEdge((edge, line, roadClass, limit) -> {
            if (line.intersects(closure)) {
                bits.set(edge);
            }
        });
        roads.bar(bits);
        return bits.cardinality();
    }

    private static boolean touches(Route route, Geometry closure) {
        List<Coordinate> points = new ArrayList<>();
        route.points().forEach(point -> points.add(new Coordinate(point.longitude(), point.latitude())));
        return SHAPES.createLineString(points.toArray(Coordinate[]::new)).intersects(closure.buffer(-LANE_DEGREES));
    }

    private static Geometry point(Place place) {
        return SHAPES.createPoint(new Coordinate(place.longitude(), place.latitude()));
    }

    private static Geometry around(Place place, double degrees) {
        var box = new Envelope(new Coordinate(place.longitude(), place.latitude()));
        box.expandBy(degrees);
        return SHAPES.toGeometry(box);
    }
}
