package robotaxi.city.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class TrackerTest {

    @Test
    void aCurvedPlanIsTrackedThatIsMadeAnewEachTenthOfASecond() {
        CarState car = new CarState(new Pose(0, 0, 0), 6, 0, 0);
        for (int tick = 0; tick < 150; tick++) {
            car = Bicycle.step(car, Tracker.follow(arc(car, 0.08, 6, tick * 100_000L), car, tick * 100_000L), 0.1);
        }
        assertThat(car.speed()).isBetween(5.7, 6.3);
        assertThat(Math.tan(car.steering()) / CarState.WHEELBASE_METRES).isBetween(0.07, 0.09);
    }

    @Test
    void aPlanToStandStillIsAStop() {
        CarState car = new CarState(new Pose(0, 0, 0), 6, 0, 0);
        for (int tick = 0; tick < 60; tick++) {
            double target = Math.max(0, car.speed() - 0.9);
            car = Bicycle.step(car, Tracker.follow(arc(car, 0, target, tick * 100_000L), car, tick * 100_000L), 0.1);
        }
        assertThat(car.speed()).isZero();
    }

    @Test
    void anOldPlanIsNotFollowed() {
        CarState car = new CarState(new Pose(0, 0, 0), 6, 0, 0);
        Plan plan = arc(car, 0, 12, 0);
        assertThat(Tracker.follow(plan, car, 1_600_000).acceleration()).isEqualTo(-2);
        assertThat(Tracker.follow(plan, car, 100_000).acceleration()).isPositive();
    }

    @Test
    void pedalsHaveLimits() {
        CarState car = new CarState(new Pose(0, 0, 0), 20, 0, 0);
        for (int tick = 0; tick < 10; tick++) {
            car = Bicycle.step(car, new Bicycle.Command(-50, 0), 0.1);
            assertThat(car.acceleration()).isGreaterThanOrEqualTo(-8);
        }
        assertThat(car.acceleration()).isEqualTo(-8);
    }

    private static Plan arc(CarState car, double curvature, double speed, long micros) {
        List<Pose> places = new ArrayList<>();
        Pose pose = car.rearAxle();
        for (int i = 0; i <= 64; i++) {
            places.add(pose);
            pose = pose.moved(speed * 0.1, 0, curvature * speed * 0.1);
        }
        return new Plan(micros, 100_000, places);
    }
}
