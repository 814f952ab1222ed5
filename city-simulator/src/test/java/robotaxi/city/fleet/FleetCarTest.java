package robotaxi.city.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.Plan;
import robotaxi.city.view.Body;

class FleetCarTest {
    private final FleetCar car =
            new FleetCar("car-05", new FleetCar.SavedCar(0, 0, 0, 80, 0, false), new SplittableRandom(1));

    /** Drives to the east for three seconds among the others; how often it touched somebody. */
    private int contacts(Body... others) {
        List<Pose> places = new ArrayList<>();
        for (int i = 0; i <= 64; i++) {
            places.add(new Pose(0.5 * i, 0, 0));
        }
        int contacts = 0;
        for (int tick = 0; tick < 30; tick++) {
            car.follow(new Plan(0, 100_000, places));
            car.move(0.1, tick * 100_000L / 3);
            car.look(0.1, List.of(others), Set.of());
            contacts += car.collided() ? 1 : 0;
        }
        return contacts;
    }

    private static Body vehicle(double x, double y, double heading) {
        return new Body("traffic-1", Body.Kind.CAR, new Pose(x, y, heading), 0, false);
    }

    @Test
    void whoDrivesIntoSomebodyTouchesHimOnce() {
        assertThat(contacts(vehicle(8, 0.5, 0))).isEqualTo(1);
    }

    @Test
    void whoPassesInTheOtherLaneIsNotTouchedThoughTheRoadIsDrawnNarrow() {
        assertThat(contacts(vehicle(8, 1.2, Math.PI))).isZero();
    }

    @Test
    void whoPassesWhereTheCarSetsOutIsNotTouched() {
        assertThat(contacts(vehicle(4, 0.3, 0))).isZero();
    }

    @Test
    void whoComesFromBehindIsNotThisCarsDoing() {
        assertThat(contacts(vehicle(-3, 0.5, 0))).isZero();
    }
}
