package robotaxi.city.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

class PerceptionTest {
    private static final CarState STANDS = CarState.standing(new Pose(0, 0, 0));

    private static Body fleet(String id, double x, double heading) {
        return new Body(id, Body.Kind.FLEET, new Pose(x, 0, heading), 0, true);
    }

    @Test
    void ofTwoCarsThatFaceEachOtherOnlyTheHigherNameWaits() {
        List<Body> higher = List.of(fleet("car-09", 12, Math.PI));
        List<Body> lower = List.of(fleet("car-01", 12, Math.PI));
        assertThat(new Perception("car-05").step(0.1, STANDS, true, higher, Set.of()))
                .isEmpty();
        assertThat(new Perception("car-05").step(0.1, STANDS, true, lower, Set.of()))
                .hasSize(1);
    }

    @Test
    void whoeverBlocksForEightSecondsIsLeftOut() {
        Perception perception = new Perception("car-05");
        List<Body> blocker = List.of(fleet("car-01", 9, 0));
        for (int tick = 1; tick < 80; tick++) {
            assertThat(perception.step(0.1, STANDS, true, blocker, Set.of())).hasSize(1);
        }
        perception.step(0.1, STANDS, true, blocker, Set.of());
        perception.step(0.1, STANDS, true, blocker, Set.of());
        assertThat(perception.step(0.1, STANDS, true, blocker, Set.of())).isEmpty();
    }

    @Test
    void aCarThatDoesNotWantToDriveLeavesNobodyOut() {
        Perception perception = new Perception("car-05");
        List<Body> blocker = List.of(fleet("car-01", 9, 0));
        for (int tick = 0; tick < 200; tick++) {
            assertThat(perception.step(0.1, STANDS, false, blocker, Set.of())).hasSize(1);
        }
    }

    @Test
    void parkedCarsStandInBays() {
        List<Body> all = List.of(fleet("car-01", 12, 0));
        assertThat(new Perception("car-05").step(0.1, STANDS, true, all, Set.of("car-01")))
                .isEmpty();
    }

    @Test
    void theRadarMeasuresFromTheBumperAndLooksAheadOnly() {
        Body lead = new Body("t", Body.Kind.CAR, new Pose(23.8, 1, 0), 7, false);
        Body behind = new Body("b", Body.Kind.CAR, new Pose(-10, 0, 0), 7, false);
        Body oncoming = new Body("o", Body.Kind.CAR, new Pose(20, 2, Math.PI), 7, false);
        List<Track> tracks = Track.of(STANDS, List.of(lead, behind, oncoming, fleet("car-01", 30, Math.PI)));
        assertThat(tracks).singleElement().satisfies(track -> {
            assertThat(track.xMetres()).isEqualTo(20);
            assertThat(track.yMetres()).isEqualTo(1);
            assertThat(track.speedXMetresPerSecond()).isEqualTo(7);
        });
    }

    @Test
    void boxesThatTouchOverlap() {
        Body a = fleet("a", 0, 0);
        assertThat(Boxes.overlap(a, fleet("b", 4, 0))).isTrue();
        assertThat(Boxes.overlap(a, fleet("b", 5, 0))).isFalse();
        assertThat(Boxes.overlap(a, new Body("c", Body.Kind.CAR, new Pose(0, 2, Math.PI), 5, false)))
                .isFalse();
    }

    @Test
    void whoIsDoubleParkedStaysInTheWayForEver() {
        Body parked = new Body("double-parked-1", Body.Kind.CAR, new Pose(10, -0.9, 0), 0, true);
        Perception perception = new Perception("car-01");
        for (int i = 0; i < 300; i++) {
            assertThat(perception.step(0.1, STANDS, true, List.of(parked), Set.of()))
                    .containsExactly(parked);
        }
    }
}
