package robotaxi.dispatch.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

class OuterBoundaryTest {
    private static final GeometryFactory SHAPES = new GeometryFactory();
    private static final Geometry MARKET = box(7.0, 43.0, 8.0, 44.0);

    private static Geometry box(double west, double south, double east, double north) {
        return SHAPES.toGeometry(new Envelope(west, east, south, north));
    }

    private static Point at(double longitude, double latitude) {
        return SHAPES.createPoint(new Coordinate(longitude, latitude));
    }

    private static Area area(String id, Area.Effect effect, Geometry shape, List<Hours> hours) {
        return new Area(id, "town", 1, id, effect, shape, hours, ZoneOffset.UTC, Set.of(Weather.CLEAR), 0, Set.of());
    }

    private static Area served(String id, Geometry shape) {
        return area(id, Area.Effect.SERVED, shape, List.of());
    }

    @Test
    void aMarketWithoutAreasIsBoundedByItsRoads() {
        assertThat(OuterBoundary.of(List.of(), MARKET).equalsTopo(MARKET)).isTrue();
        assertThat(OuterBoundary.of(
                                List.of(area("a", Area.Effect.CLOSED, box(7.2, 43.2, 7.3, 43.3), List.of())), MARKET)
                        .equalsTopo(MARKET))
                .as("closures come and go while cars are under way")
                .isTrue();
    }

    @Test
    void areasThatTouchAreOneAndHolesStay() {
        Geometry west = box(7.1, 43.1, 7.2, 43.2).difference(box(7.14, 43.14, 7.16, 43.16));
        Geometry both = OuterBoundary.of(List.of(served("w", west), served("e", box(7.2, 43.1, 7.3, 43.2))), MARKET);

        assertThat(both.getNumGeometries()).isEqualTo(1);
        assertThat(both.covers(at(7.2, 43.15))).as("where they meet").isTrue();
        assertThat(both.covers(at(7.15, 43.15))).as("in the hole").isFalse();
        assertThat(both.covers(at(7.05, 43.15))).isFalse();
    }

    @Test
    void hoursDoNotMoveTheBoundary() {
        var night = new Hours(EnumSet.allOf(java.time.DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(4, 0));
        Geometry line = OuterBoundary.of(
                List.of(area("n", Area.Effect.SERVED, box(7.1, 43.1, 7.2, 43.2), List.of(night))), MARKET);
        assertThat(line.covers(at(7.15, 43.15))).isTrue();
    }

    /** A coast with a point each metre or so: a car need not know every stone, and the line is never far from where it was drawn. */
    @Test
    void aLineOfManyPointsIsStraightenedWithinWhatACarTolerates() {
        Coordinate[] coast = new Coordinate[5001];
        for (int i = 0; i < 5000; i++) {
            double angle = 2 * Math.PI * i / 5000;
            double radius = 0.01 + 0.00001 * Math.sin(40 * angle) + 0.000003 * (i % 2);
            coast[i] = new Coordinate(7.4 + radius * Math.cos(angle), 43.7 + radius * Math.sin(angle));
        }
        coast[5000] = coast[0];
        Geometry drawn = SHAPES.createPolygon(coast);
        Geometry line = OuterBoundary.of(List.of(served("a", drawn)), MARKET);

        assertThat(line.getNumPoints()).isLessThan(600);
        assertThat(line.isValid()).isTrue();
        assertThat(drawn.buffer(4.1 / 111_320).covers(line)).isTrue();
        assertThat(line.buffer(4.1 / 111_320).covers(drawn)).isTrue();
    }

    @Test
    void theSameAreasInAnotherOrderAreTheSameLine() {
        Area a = served("a", box(7.1, 43.1, 7.2, 43.2));
        Area b = served("b", box(7.5, 43.5, 7.6, 43.6));
        assertThat(OuterBoundary.of(List.of(a, b), MARKET).equalsExact(OuterBoundary.of(List.of(b, a), MARKET)))
                .isTrue();
    }
}
