package robotaxi.city.expert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import robotaxi.city.Monaco;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;
import robotaxi.city.view.GroundMap;

class ExpertTest {
    private static final Path STRAIGHT = new Path(new double[] {0, 120}, new double[] {0, 0});

    @Test
    void itStopsBehindWhoeverStands() {
        Body standing = new Body("s", Body.Kind.CAR, new Pose(60, 0, 0), 0, true);
        Unicycle car = drive(new Pose(0, 0.5, 0.05), 12, List.of(standing), 300);
        double gap = 60 - 2.2 - 3.8 - car.pose().x();
        assertThat(car.speed()).isLessThan(0.1);
        assertThat(gap).isBetween(1.0, 5.0);
        assertThat(car.pose().y()).isBetween(-0.2, 0.2);
    }

    @Test
    void itStopsAtTheEndOfTheRoute() {
        Unicycle car = drive(new Pose(60, 0, 0), 8, List.of(), 300);
        assertThat(car.speed()).isLessThan(0.1);
        assertThat(car.pose().x()).isBetween(118.5, 120.5);
    }

    @Test
    void itDoesNotBrakeForTheOtherLane() {
        Body oncoming = new Body("o", Body.Kind.CAR, new Pose(30, 1.8, Math.PI), 8, false);
        assertThat(WayAhead.nearest(STRAIGHT, 0, List.of(oncoming))).isEmpty();
    }

    @Test
    void itGivesWayToSomebodyWhoIsAboutToStepOut() {
        Body walker = new Body("w", Body.Kind.PEDESTRIAN, new Pose(20, -3, Math.PI / 2), 1.4, false);
        Body away = new Body("w", Body.Kind.PEDESTRIAN, new Pose(20, -3, -Math.PI / 2), 1.4, false);
        Optional<Hindrance> seen = WayAhead.nearest(STRAIGHT, 0, List.of(walker));
        assertThat(seen).isPresent();
        assertThat(WayAhead.nearest(STRAIGHT, 0, List.of(away))).isEmpty();
        assertThat(Expert.speed(STRAIGHT, 0, 8, 10, seen).reason()).isEqualTo(Reason.PEDESTRIAN_AHEAD);
    }

    @Test
    void theSameSeedGivesTheSameSamples() {
        assertThat(sample(4).actions).isEqualTo(sample(4).actions);
        assertThat(sample(4).pixels).isEqualTo(sample(4).pixels);
        assertThat(sample(4).pixels).isNotEqualTo(sample(5).pixels);
    }

    @Test
    void distancesFallIntoTheNearestBin() {
        assertThat(Sample.binOf(12)).isEqualTo(1);
        assertThat(Sample.binOf(55)).isEqualTo(6);
        assertThat(Sample.binOf(Double.NaN)).isEqualTo(7);
    }

    private static Sample sample(long seed) {
        GroundMap ground = new GroundMap(Monaco.graph());
        return new SampleMaker(
                        Monaco.graph(),
                        ground,
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed))
                .next();
    }

    private static Unicycle drive(Pose start, double speed, List<Body> bodies, int steps) {
        Unicycle car = new Unicycle(start, speed);
        double curvature = 0;
        for (int i = 0; i < steps; i++) {
            double at = STRAIGHT.project(car.pose().x(), car.pose().y(), 0, 120);
            curvature = Expert.curvature(STRAIGHT, at, car.pose(), car.speed(), curvature);
            Expert.Choice choice = Expert.speed(STRAIGHT, at, car.speed(), 12, WayAhead.nearest(STRAIGHT, at, bodies));
            car = car.step(choice.acceleration(), curvature);
        }
        return car;
    }
}
