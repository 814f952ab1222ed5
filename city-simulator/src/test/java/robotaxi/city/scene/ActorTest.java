package robotaxi.city.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Actor.Part;
import robotaxi.city.scene.Actor.Shift;
import robotaxi.city.scene.Actor.SpeedChange;
import robotaxi.city.view.Body;

class ActorTest {
    private static final RoadLine LINE =
            RoadLine.from(new Pose(0, 0, 0)).straight(200).build();
    private static final Actor BRAKES =
            new Actor("a", Body.Kind.CAR, Part.LEAD, LINE, 50, 10, new SpeedChange(2, -5, 0), new Shift(0, 2, 3, 2));

    @Test
    void itDrivesBrakesAndStands() {
        assertThat(BRAKES.alongAt(1)).isCloseTo(60, within(1e-9));
        // 2 s at 10 m/s, then 1 s of braking at 5 m/s2: 10 - 2.5 metres.
        assertThat(BRAKES.alongAt(3)).isCloseTo(77.5, within(1e-9));
        assertThat(BRAKES.speedAt(3)).isCloseTo(5, within(1e-9));
        assertThat(BRAKES.alongAt(9)).isCloseTo(80, within(1e-9));
        assertThat(BRAKES.speedAt(9)).isZero();
    }

    @Test
    void itsBrakeLightsShineFromThenOn() {
        assertThat(BRAKES.bodyAt(1.9).braking()).isFalse();
        assertThat(BRAKES.bodyAt(2.1).braking()).isTrue();
        assertThat(BRAKES.bodyAt(9).braking()).isTrue();
    }

    @Test
    void whatHasNotBegunIsNotKnown() {
        assertThat(BRAKES.asKnownAt(2.1).alongAt(4)).isCloseTo(90, within(1e-9));
        assertThat(BRAKES.asKnownAt(2.3).alongAt(4)).isCloseTo(80, within(1e-9));
        assertThat(BRAKES.asKnownAt(2.3).bodyAt(5).centre().y()).isZero();
    }
}
