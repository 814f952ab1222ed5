package robotaxi.dispatch.routing.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;

class GraphHopperRoadsTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place STATION = new Place(43.7325, 7.4189);
    private static final Place OUT_AT_SEA = new Place(43.720, 7.450);
    private static final Place NICE = new Place(43.7034, 7.2663);

    @TempDir
    static Path folder;

    private static GraphHopperRoads roads;

    @BeforeAll
    static void load() {
        roads = GraphHopperRoads.load(MonacoMap.extract(), folder.resolve("graph"));
    }

    @Test
    void aPlaceInTheCityHasARoadAndTheOpenSeaHasNone() {
        assertThat(roads.snap(CASINO)).isPresent();
        assertThat(roads.snap(OUT_AT_SEA)).isEmpty();
    }

    @Test
    void theOperatingAreaIsTheCity() {
        assertThat(roads.covers(CASINO)).isTrue();
        assertThat(roads.covers(STATION)).isTrue();
        assertThat(roads.covers(NICE)).isFalse();
    }

    @Test
    void aRouteLeadsFromDoorToDoorInSmallSteps() {
        Route route = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        assertThat(route.points().getFirst().distanceMetresTo(CASINO)).isLessThan(60);
        assertThat(route.points().getLast().distanceMetresTo(STATION)).isLessThan(60);
        assertThat(steps(route)).allSatisfy(step -> assertThat(step).isLessThan(6.0));
        double straight = CASINO.distanceMetresTo(STATION);
        assertThat(route.distanceMetres()).isBetween(straight * 0.95, straight * 4);
        assertThat(steps(route).stream().mapToDouble(step -> step).sum())
                .isBetween(route.distanceMetres() * 0.99, route.distanceMetres() * 1.01);
    }

    @Test
    void limitsAreThoseOfACityAndTheTimeFitsThem() {
        Route route = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        assertThat(route.speedLimitsMetresPerSecond())
                .allSatisfy(limit -> assertThat(limit).isBetween(4.0, 25.0));
        double averageSpeed = route.distanceMetres() / route.durationSeconds();
        assertThat(averageSpeed).isBetween(2.0, 25.0);
    }

    @Test
    void aWayThatIsOnlyMeasuredIsAsLongAsOneThatIsDrawn() {
        Route drawn = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        Roads.Length measured = roads.measure(CASINO, STATION).orElseThrow();
        assertThat(measured.durationSeconds()).isCloseTo(drawn.durationSeconds(), within(1e-9));
        // The drawn one keeps to its lane, beside the middle of the road.
        assertThat(measured.distanceMetres()).isBetween(drawn.distanceMetres() * 0.97, drawn.distanceMetres() * 1.03);
        assertThat(roads.measure(CASINO, OUT_AT_SEA)).isEmpty();
    }

    @Test
    void aWayLeadsBetweenAnyTwoPlacesThatHaveARoad() {
        var chance = new SplittableRandom(1);
        List<Place> places = Stream.generate(
                        () -> new Place(chance.nextDouble(43.72, 43.76), chance.nextDouble(7.40, 7.44)))
                .filter(place -> roads.snap(place).isPresent())
                .limit(2_000)
                .toList();
        for (int i = 1; i < places.size(); i++) {
            assertThat(roads.measure(places.get(i - 1), places.get(i)))
                    .as("%s to %s", places.get(i - 1), places.get(i))
                    .isPresent();
        }
    }

    @Test
    void theWayBackIsAnotherWay() {
        Route there = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        Route back = roads.find(STATION, Double.NaN, CASINO).orElseThrow();
        assertThat(back.points()).isNotEqualTo(there.points().reversed());
    }

    @Test
    void aCarIsNotAskedToTurnOnTheSpot() {
        Route free = roads.find(CASINO, Double.NaN, STATION).orElseThrow();
        double heading = MonacoMap.heading(free.points().get(0), free.points().get(3));
        Route ahead = roads.find(CASINO, heading, STATION).orElseThrow();
        Route against = roads.find(CASINO, (heading + 180) % 360, STATION).orElseThrow();
        assertThat(ahead.durationSeconds()).isEqualTo(free.durationSeconds());
        assertThat(against.durationSeconds()).isGreaterThanOrEqualTo(ahead.durationSeconds());
    }

    @Test
    void noRoadLeadsOutOfTheCitysMap() {
        assertThat(roads.find(CASINO, Double.NaN, NICE)).isEmpty();
    }

    @Test
    void theCompactGraphAgreesWithTheRouter() {
        int from = roads.snap(CASINO).orElseThrow();
        int to = roads.snap(STATION).orElseThrow();
        int millis = roads.graph().millisTo(to, 3_600_000)[from];
        assertThat(millis).isNotEqualTo(RoadGraph.UNREACHABLE);
        double routed = roads.find(CASINO, Double.NaN, STATION).orElseThrow().durationSeconds();
        assertThat(millis / 1_000.0).isBetween(routed * 0.5, routed * 1.5);
    }

    @Test
    void aSecondStartReadsWhatTheFirstOneImported() {
        GraphHopperRoads again = GraphHopperRoads.load(Path.of("there-is-no-such.pbf"), folder.resolve("graph"));
        assertThat(again.graph().nodes()).isEqualTo(roads.graph().nodes());
    }

    private static List<Double> steps(Route route) {
        return java.util.stream.IntStream.range(1, route.points().size())
                .mapToObj(i -> route.points()
                        .get(i - 1)
                        .distanceMetresTo(route.points().get(i)))
                .toList();
    }
}
