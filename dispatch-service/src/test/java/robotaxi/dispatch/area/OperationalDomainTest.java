package robotaxi.dispatch.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import robotaxi.dispatch.area.Area.Effect;
import robotaxi.dispatch.area.OperationalDomain.Refusal;
import robotaxi.dispatch.routing.Place;

/** Squares in a plane city: the served one from (0,0) to (4,4), a closed one in it from (1,1) to (2,2). */
class OperationalDomainTest {
    /** A Sunday, noon in Monaco. */
    private static final Instant SUNDAY_NOON = Instant.parse("2026-11-22T11:00:00Z");

    private static final GeometryFactory SHAPES = new GeometryFactory();

    @Test
    void withoutAnyServedAreaAllOfTheMarketIsServed() {
        assertThat(domain().refusal(new Place(50, 50))).isEmpty();
        assertThat(domain().allows(line(0, 0, 9, 9), "motorway", 40)).isTrue();
    }

    @Test
    void whereSomeAreasAreServedNothingElseIs() {
        var domain = domain(served(4));
        assertThat(domain.refusal(new Place(3, 3))).isEmpty();
        assertThat(domain.refusal(new Place(5, 3))).hasValue(Refusal.OUTSIDE);
        assertThat(domain.allows(line(0.5, 0.5, 3, 3), "residential", 14)).isTrue();
        assertThat(domain.allows(line(3, 3, 5, 3), "residential", 14))
                .as("a road that leaves the area")
                .isFalse();
    }

    @Test
    void aClosureWinsOverWhatIsServed() {
        var domain = domain(served(4), closed(List.of(), Set.of()));
        assertThat(domain.refusal(new Place(1.5, 1.5))).hasValue(Refusal.CLOSED);
        assertThat(domain.allows(line(0.5, 1.5, 3, 1.5), "residential", 14))
                .as("a road through it")
                .isFalse();
        assertThat(domain.allows(line(0.5, 3, 3, 3), "residential", 14)).isTrue();
    }

    @Test
    void hoursAreLocalAndMayEndOnTheNextDay() {
        var night = new Hours(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(13, 0));
        assertThat(domain(closed(List.of(night), Set.of())).refusal(new Place(1.5, 1.5)))
                .as("begun on Saturday night, it is 12 o'clock in Monaco")
                .hasValue(Refusal.CLOSED);
        var morning = new Hours(Set.of(DayOfWeek.SUNDAY), LocalTime.of(8, 0), LocalTime.of(12, 0));
        assertThat(domain(closed(List.of(morning), Set.of())).refusal(new Place(1.5, 1.5)))
                .as("its end is excluded")
                .isEmpty();
    }

    @Test
    void theReasonTellsHoursFromWeather() {
        var evening = new Hours(Set.of(DayOfWeek.SUNDAY), LocalTime.of(18, 0), LocalTime.of(23, 0));
        assertThat(domain(area(Effect.SERVED, 0, 4, List.of(evening), Set.of())).refusal(new Place(1, 1)))
                .hasValue(Refusal.OUTSIDE_HOURS);
        assertThat(domain(area(Effect.SERVED, 0, 4, List.of(), Set.of(Weather.CLEAR, Weather.RAIN)))
                        .refusal(new Place(1, 1)))
                .hasValue(Refusal.WEATHER_HOLD);
    }

    @Test
    void fastRoadsAndOtherClassesDoNotBelongToAnAreaThatExcludesThem() {
        var slow = new Area(
                "slow",
                "city",
                1,
                "slow",
                Effect.SERVED,
                square(0, 4),
                List.of(),
                ZoneId.of("UTC"),
                Set.of(),
                14,
                Set.of("residential"));
        assertThat(domain(slow).allows(line(1, 1, 2, 2), "residential", 14)).isTrue();
        assertThat(domain(slow).allows(line(1, 1, 2, 2), "residential", 15)).isFalse();
        assertThat(domain(slow).allows(line(1, 1, 2, 2), "primary", 10)).isFalse();
    }

    @Test
    void aWayNearAClosureMayTouchItAndOneFarAwayDoesNot() {
        var domain = domain(closed(List.of(), Set.of()));
        assertThat(domain.mayTouchClosure(new Place(0, 0), new Place(3, 3))).isTrue();
        assertThat(domain.mayTouchClosure(new Place(1.5, 1.5), new Place(1.5, 1.6)))
                .isTrue();
        assertThat(domain.mayTouchClosure(new Place(10, 10), new Place(11, 11))).isFalse();
    }

    /** It is snowing. */
    private static OperationalDomain domain(Area... areas) {
        return new OperationalDomain(List.of(areas), SUNDAY_NOON, Weather.SNOW);
    }

    private static Area served(double side) {
        return area(Effect.SERVED, 0, side, List.of(), Set.of());
    }

    private static Area closed(List<Hours> hours, Set<Weather> weather) {
        return area(Effect.CLOSED, 1, 2, hours, weather);
    }

    private static Area area(Effect effect, double from, double to, List<Hours> hours, Set<Weather> weather) {
        return new Area(
                effect.name(),
                "city",
                1,
                "area",
                effect,
                square(from, to),
                hours,
                ZoneId.of("Europe/Monaco"),
                weather,
                0,
                Set.of());
    }

    private static Geometry square(double from, double to) {
        return SHAPES.toGeometry(new Envelope(from, to, from, to));
    }

    private static Geometry line(double... latitudesAndLongitudes) {
        double[] c = latitudesAndLongitudes;
        return SHAPES.createLineString(new Coordinate[] {new Coordinate(c[1], c[0]), new Coordinate(c[3], c[2])});
    }
}
