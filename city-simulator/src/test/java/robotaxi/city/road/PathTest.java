package robotaxi.city.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import robotaxi.city.Monaco;

class PathTest {
    private static final Path CORNER = new Path(new double[] {0, 10, 10}, new double[] {0, 0, 10});

    @Test
    void aPlaceIsFoundByItsDistance() {
        assertThat(CORNER.lengthMetres()).isEqualTo(20);
        assertThat(CORNER.at(15).y()).isEqualTo(5);
        assertThat(CORNER.at(15).heading()).isCloseTo(Math.PI / 2, within(1e-9));
        assertThat(CORNER.project(11, 4, 0, 20)).isCloseTo(14, within(1e-9));
    }

    @Test
    void aShiftToTheRightOfALineToTheEastLiesSouthOfIt() {
        Path line = new Path(new double[] {0, 50}, new double[] {0, 0});
        assertThat(line.shifted(-2, 2).at(25).y()).isCloseTo(-2, within(1e-9));
    }

    @Test
    void aCornerIsTakenSlowly() {
        assertThat(CORNER.cornerSpeedAt(10, 2)).isLessThan(5);
        assertThat(CORNER.cornerSpeedAt(1, 2)).isGreaterThan(20);
    }

    @Test
    void deadEndsAreNoPartOfTheGraph() {
        Path line = new Path(new double[] {0, 1}, new double[] {0, 0});
        List<Road> roads = List.of(
                new Road(0, 0, 1, line, 10, true, 3),
                new Road(1, 1, 0, line, 10, true, 3),
                new Road(2, 1, 2, line, 10, true, 3));
        assertThat(new RoadGraph(3, roads).roads()).extracting(Road::to).containsExactly(1, 0);
    }

    @Test
    void monacoCanBeDrivenForEver() {
        RandomGenerator chance = new java.util.SplittableRandom(5);
        LaneWay way = LaneWay.wander(Monaco.graph(), Monaco.graph().anyWithin(1000, chance), 20_000, chance);
        assertThat(Monaco.graph().roads()).hasSizeGreaterThan(1500);
        assertThat(way.path().lengthMetres()).isGreaterThan(15_000);
        for (double s = 0; s < 15_000; s += 50) {
            assertThat(way.limitAt(s)).isBetween(2.7, 25.1);
        }
    }

    @Test
    void twoWayRoadsAreDrivenRightOfTheirMiddle() {
        Road road = Monaco.graph().roads().stream()
                .filter(r ->
                        !r.oneWay() && r.line().lengthMetres() > 80 && r.line().size() < 4)
                .findFirst()
                .orElseThrow();
        Path lane = LaneWay.along(List.of(road)).path();
        Pose middle = road.line().at(40);
        double there = lane.project(middle.x(), middle.y(), 0, 90);
        assertThat(middle.leftOf(lane.at(there).x(), lane.at(there).y())).isBetween(-2.6, -1.0);
    }
}
