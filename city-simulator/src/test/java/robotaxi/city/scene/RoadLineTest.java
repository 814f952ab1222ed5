package robotaxi.city.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class RoadLineTest {
    private static final RoadLine QUARTER = RoadLine.from(new Pose(0, 0, 0))
            .straight(10)
            .arc(10 * Math.PI / 2, 0.1)
            .straight(5)
            .build();

    @Test
    void anArcToTheLeftEndsWhereGeometrySays() {
        Pose end = QUARTER.at(10 + 10 * Math.PI / 2);
        assertThat(end.x()).isCloseTo(20, within(1e-9));
        assertThat(end.y()).isCloseTo(10, within(1e-9));
        assertThat(end.heading()).isCloseTo(Math.PI / 2, within(1e-9));
    }

    @Test
    void aPointBesideTheArcIsFoundThere() {
        RoadLine.Spot spot = new RoadLine.Spot();
        // 45 degrees round the centre (10, 10), 12 metres away: 2 metres right of the arc.
        QUARTER.locate(10 + 12 * Math.sin(Math.PI / 4), 10 - 12 * Math.cos(Math.PI / 4), spot);
        assertThat(spot.alongMetres()).isCloseTo(10 + 10 * Math.PI / 4, within(1e-9));
        assertThat(spot.leftMetres()).isCloseTo(-2, within(1e-9));
    }

    @Test
    void everyPlaceOfAShiftedLineLiesSoFarBesideTheLine() {
        RoadLine.Spot spot = new RoadLine.Spot();
        RoadLine right = QUARTER.shifted(-3);
        for (double along = 1; along < right.lengthMetres(); along += 1) {
            Pose place = right.at(along);
            QUARTER.locate(place.x(), place.y(), spot);
            assertThat(spot.leftMetres()).isCloseTo(-3, within(1e-6));
        }
    }

    @Test
    void aReversedLineIsTheSameGroundTheOtherWay() {
        Pose there = QUARTER.at(7);
        Pose back = QUARTER.reversed().at(QUARTER.lengthMetres() - 7);
        assertThat(back.distanceTo(there.x(), there.y())).isLessThan(1e-9);
        assertThat(Math.abs(Pose.wrapped(back.heading() - there.heading()))).isCloseTo(Math.PI, within(1e-9));
    }
}
