package robotaxi.city.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import robotaxi.city.Monaco;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.scene.Carriageway;
import robotaxi.city.scene.RoadLine;
import robotaxi.city.scene.SceneGround;

/** The fleet's world and the gate's are one: the same road, the same people on it, the same pictures. */
class CityGroundTest {
    private static final double LENGTH_METRES = 320;

    private static Road road(double heading, int from, int to, double halfWidth) {
        Pose start = new Pose(0, 0, heading);
        Pose end = start.moved(LENGTH_METRES, 0, 0);
        Path line = from < to
                ? new Path(new double[] {0, end.x()}, new double[] {0, end.y()})
                : new Path(new double[] {end.x(), 0}, new double[] {end.y(), 0});
        return new Road(from, from, to, line, 10, false, halfWidth);
    }

    private static Ground city(double heading, double halfWidth) {
        return new CityGround(new GroundMap(
                new RoadGraph(2, List.of(road(heading, 0, 1, halfWidth), road(heading, 1, 0, halfWidth)))));
    }

    @Test
    void aRoadOfTheCityAndTheSameRoadOfASceneGiveTheSamePictures() {
        double heading = 0.7;
        Ground scene = new SceneGround(List.of(new Carriageway(
                "main",
                RoadLine.from(new Pose(0, 0, heading)).straight(LENGTH_METRES).build())));
        RigRenderer inScene = new RigRenderer(scene);
        RigRenderer inCity = new RigRenderer(city(heading, Carriageway.HALF_WIDTH_METRES));
        Pose car = new Pose(0, 0, heading).moved(60, -5.5, 0.02);
        List<Body> bodies = List.of(
                new Body("lead", Body.Kind.CAR, car.moved(18, 0.2, 0), 5, true),
                new Body("walker", Body.Kind.PEDESTRIAN, car.moved(25, -3, 1.5), 1.3, false),
                new Body("oncoming", Body.Kind.CAR, car.moved(40, 8, Math.PI), 8, false));
        for (Camera camera : Camera.RIG) {
            Picture a = new Picture(112, 64);
            Picture b = new Picture(112, 64);
            inScene.render(a, camera, car, bodies, Weather.DRY_DAY, 1);
            inCity.render(b, camera, car, bodies, Weather.DRY_DAY, 1);
            // The last bit of a distance may fall to either side of a mark's edge.
            assertThat(differing(a, b)).as(camera.id()).isLessThan(20);
        }
    }

    private static int differing(Picture a, Picture b) {
        int count = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            count += a.pixels()[i] == b.pixels()[i] ? 0 : 1;
        }
        return count;
    }

    @Test
    void aNarrowRoadHasOneLaneEachWay() {
        Ground ground = city(0, 3.6);
        assertThat(ground.colourAt(100, 0.15, 0.05))
                .as("between the directions")
                .isEqualTo(0xd8b23a);
        assertThat(ground.colourAt(100, -3.4, 0.05)).as("at the edge").isEqualTo(0xe6e6de);
        assertThat(ground.colourAt(100, -1.8, 0.05)).as("in the lane").isIn(0x4c4d50, 0x525356);
        assertThat(ground.colourAt(100, -4.5, 0.05)).as("beside").isEqualTo(RoadPaint.PAVEMENT);
    }

    @Test
    void bothGroundsOfACityAgreeOnWhereItsRoadsAre() {
        GroundMap map = new GroundMap(Monaco.graph());
        Ground ground = new CityGround(map);
        SplittableRandom chance = new SplittableRandom(5);
        int roads = 0;
        int agreed = 0;
        for (int i = 0; i < 4000; i++) {
            double x = chance.nextDouble(-800, 800);
            double y = chance.nextDouble(-800, 800);
            byte cover = map.at(x, y);
            int colour = ground.colourAt(x, y, 0.05);
            boolean land = colour == RoadPaint.land(x, y);
            boolean pavement = colour == RoadPaint.PAVEMENT;
            boolean isRoad = cover == GroundMap.ASPHALT || cover == GroundMap.MARK;
            roads += isRoad ? 1 : 0;
            agreed += isRoad == !(land || pavement) ? 1 : 0;
        }
        assertThat(roads).isGreaterThan(100);
        // The map's pixels are 25 cm wide, and it draws the edge mark outside of the kerb.
        assertThat(agreed).isGreaterThan(3900);
    }
}
