package robotaxi.city.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class WaypointsTest {
    @Test
    void twentyWaypointsLieEightyMetresAlongTheRouteFromTheCarsFoot() {
        float[] route = new float[40];
        RoadLine line = RoadLine.from(new Pose(0, 0, 0)).straight(200).build();
        Waypoints.write(line, new Pose(10, 1, 0), route);
        assertThat(route[0]).isCloseTo(0, within(1e-5f));
        assertThat(route[1]).isCloseTo(-1, within(1e-5f));
        assertThat(route[38]).isCloseTo(80, within(1e-4f));
    }

    @Test
    void beyondTheRoutesEndNothingIsKnown() {
        float[] route = new float[40];
        RoadLine line = RoadLine.from(new Pose(0, 0, 0)).straight(20).build();
        Waypoints.write(line, new Pose(0, 0, 0), route);
        assertThat(route[8]).isCloseTo(4 * 80f / 19, within(1e-4f));
        assertThat(route[10]).isNaN();
        assertThat(route[39]).isNaN();
    }
}
