package robotaxi.dispatch.routing.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.graphhopper.util.PointList;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.Place;

class LaneGeometryTest {
    private static final double METRES_PER_DEGREE = 111_319.490_793_273_58;

    /** On the equator a degree of longitude is as long as one of latitude. */
    private static Place metres(double east, double north) {
        return new Place(north / METRES_PER_DEGREE, east / METRES_PER_DEGREE);
    }

    private static LaneGeometry lane(boolean twoWay, Place... corners) {
        var points = new PointList();
        for (Place corner : corners) {
            points.add(corner.latitude(), corner.longitude());
        }
        double[] limits = new double[corners.length - 1];
        boolean[] both = new boolean[corners.length - 1];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = 10 + i;
            both[i] = twoWay;
        }
        return LaneGeometry.of(points, limits, both);
    }

    private static double east(Place place) {
        return place.longitude() * METRES_PER_DEGREE;
    }

    private static double north(Place place) {
        return place.latitude() * METRES_PER_DEGREE;
    }

    @Test
    void northboundOnATwoWayRoadTheCarKeepsToTheEast() {
        List<Place> points = lane(true, metres(0, 0), metres(0, 90)).points();
        assertThat(points).allSatisfy(p -> assertThat(east(p)).isCloseTo(1.6, within(1e-3)));
    }

    @Test
    void southboundItKeepsToTheWest() {
        List<Place> points = lane(true, metres(0, 90), metres(0, 0)).points();
        assertThat(points).allSatisfy(p -> assertThat(east(p)).isCloseTo(-1.6, within(1e-3)));
    }

    @Test
    void onAOneWayRoadItKeepsToTheMiddle() {
        List<Place> points = lane(false, metres(0, 0), metres(0, 90)).points();
        assertThat(points).allSatisfy(p -> assertThat(east(p)).isCloseTo(0, within(1e-3)));
    }

    @Test
    void betweenEachPairOfPointsThereIsALimitOfItsOwnRoad() {
        LaneGeometry lane = lane(false, metres(0, 0), metres(0, 30), metres(60, 30));
        assertThat(lane.limits()).hasSize(lane.points().size() - 1);
        assertThat(lane.limits().subList(0, 10)).containsOnly(10.0);
        assertThat(lane.limits().subList(10, 30)).containsOnly(11.0);
    }

    @Test
    void aCornerIsRoundedAndEndsStay() {
        LaneGeometry lane = lane(false, metres(0, 0), metres(0, 30), metres(30, 30));
        assertThat(lane.distanceMetres()).isLessThan(60).isGreaterThan(55);
        assertThat(north(lane.points().getFirst())).isCloseTo(0, within(1e-6));
        assertThat(east(lane.points().getLast())).isCloseTo(30, within(1e-6));
        assertThat(lane.points()).noneMatch(p -> Math.hypot(east(p), north(p) - 30) < 0.5);
    }
}
