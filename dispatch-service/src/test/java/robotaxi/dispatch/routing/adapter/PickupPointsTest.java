package robotaxi.dispatch.routing.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;

class PickupPointsTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place OUT_AT_SEA = new Place(43.720, 7.450);

    @TempDir
    static Path folder;

    private static GraphHopperRoads roads;

    @BeforeAll
    static void load() {
        roads = GraphHopperRoads.load(MonacoMap.extract(), folder.resolve("graph"));
    }

    @AfterEach
    void openAll() {
        roads.bar(new BitSet());
    }

    @Test
    void upToThreeTheNearestFirstAndApartFromEachOther() {
        List<PickupPoint> points = roads.pickupPoints(CASINO, 3);
        assertThat(points).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(a.walkMetres(), b.walkMetres()));
        for (PickupPoint a : points) {
            assertThat(a.walkMetres()).isGreaterThanOrEqualTo(a.place().distanceMetresTo(CASINO));
            assertThat(points.stream().filter(b -> !b.equals(a)))
                    .allSatisfy(b ->
                            assertThat(a.place().distanceMetresTo(b.place())).isGreaterThan(39));
        }
    }

    @Test
    void nobodyStopsAtACrossing() {
        List<Place> ends = new java.util.ArrayList<>();
        roads.eachEdge((edge, line, roadClass, limit) -> {
            Coordinate[] points = line.getCoordinates();
            ends.add(new Place(points[0].y, points[0].x));
            ends.add(new Place(points[points.length - 1].y, points[points.length - 1].x));
        });
        PickupPoint nearest = roads.pickupPoints(CASINO, 1).getFirst();
        assertThat(roads.pickupPoints(nearest.place(), 1).getFirst().place().distanceMetresTo(nearest.place()))
                .as("a pick-up point is its own pick-up point")
                .isLessThan(1);
        assertThat(ends.stream()
                        .mapToDouble(end -> end.distanceMetresTo(nearest.place()))
                        .min()
                        .orElseThrow())
                .isGreaterThan(5);
    }

    @Test
    void onlyStreetsOfTheCityAreStoppedOn() {
        Set<String> streets =
                Set.of("primary", "secondary", "tertiary", "residential", "unclassified", "living_street", "service");
        Set<String> found = new HashSet<>();
        for (double latitude = 43.727; latitude < 43.75; latitude += 0.002) {
            for (double longitude = 7.412; longitude < 7.438; longitude += 0.002) {
                roads.pickupPoints(new Place(latitude, longitude), 3)
                        .forEach(point -> found.add(classAt(point.place())));
            }
        }
        assertThat(found).hasSizeGreaterThan(1).isSubsetOf(streets);
    }

    private static String classAt(Place place) {
        var point = new GeometryFactory().createPoint(new Coordinate(place.longitude(), place.latitude()));
        double[] nearest = {Double.MAX_VALUE};
        String[] found = {""};
        roads.eachEdge((edge, line, roadClass, limit) -> {
            double away = line.distance(point);
            if (away < nearest[0]) {
                nearest[0] = away;
                found[0] = roadClass;
            }
        });
        return found[0];
    }

    @Test
    void aBarredRoadIsNoPlaceToStop() {
        Place before = roads.pickupPoints(CASINO, 1).getFirst().place();
        var near = new BitSet();
        roads.eachEdge((edge, line, roadClass, limit) -> near.set(
                edge,
                line.distance(line.getFactory().createPoint(new Coordinate(before.longitude(), before.latitude())))
                        < 0.000_2));
        roads.bar(near);
        Place after = roads.pickupPoints(CASINO, 1).getFirst().place();
        assertThat(after.distanceMetresTo(before)).isGreaterThan(10);
    }

    @Test
    void outAtSeaThereIsNone() {
        assertThat(roads.pickupPoints(OUT_AT_SEA, 3)).isEmpty();
    }
}
