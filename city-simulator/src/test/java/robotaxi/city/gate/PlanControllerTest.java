package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.CarState;

class PlanControllerTest {
    private static final CarState TEN = new CarState(new Pose(0, 0, 0), 10, 0, 0);

    private static List<TimedPose> plan(long now, Pose from, DoubleFunction<Double> way) {
        List<TimedPose> plan = new ArrayList<>();
        for (int i = 0; i <= 64; i++) {
            plan.add(new TimedPose(now + i * 100_000L, from.moved(way.apply(i / 10.0), 0, 0)));
        }
        return plan;
    }

    @Test
    void aSteadyPlanKeepsTheSpeed() {
        CarState car = new PlanController(0.9).step(TEN, plan(0, TEN.rearAxle(), t -> 10 * t), 0);
        assertThat(car.speed()).isCloseTo(10, within(1e-6));
        assertThat(car.rearAxle().x()).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatThePlanSaysOfTheFirstSecondDoesNotCount() {
        List<TimedPose> wild = new ArrayList<>(plan(0, TEN.rearAxle(), t -> 10 * t));
        List<TimedPose> calm = List.copyOf(wild);
        for (int i = 1; i < 10; i++) {
            // To the side, and back on the way by the end of the first second.
            wild.set(i, new TimedPose(i * 100_000L, new Pose(i, 0.3, 0)));
        }
        CarState car = new PlanController(0.9).step(TEN, wild, 0);
        CarState expected = new PlanController(0.9).step(TEN, calm, 0);
        assertThat(car.steering()).isCloseTo(expected.steering(), within(1e-9));
    }

    @Test
    void aPlanThatBrakesToAStopIsFollowedToTheStop() {
        PlanController controller = new PlanController(0.9);
        CarState car = TEN;
        // 10 m/s with 2.5 m/s2 takes 4 s and 20 m.
        for (int step = 0; step < 100; step++) {
            double done = step / 10.0;
            Pose on = new Pose(0, 0, 0);
            car = controller.step(
                    car,
                    plan(step * 100_000L, on, t -> {
                        double time = Math.min(4, done + t);
                        return 10 * time - 1.25 * time * time;
                    }),
                    step * 100_000L);
        }
        assertThat(car.speed()).isLessThan(0.05);
        assertThat(car.rearAxle().x()).isCloseTo(20, within(1.5));
    }

    @Test
    void brakingHoldsNoMoreThanTheRoadGives() {
        CarState car = TEN;
        for (int step = 0; step < 8; step++) {
            car = new PlanController(0.3).step(car, plan(step * 100_000L, car.rearAxle(), _ -> 0.0), step * 100_000L);
        }
        assertThat(car.acceleration()).isCloseTo(-0.3 * 9.81, within(1e-6));
    }
}
