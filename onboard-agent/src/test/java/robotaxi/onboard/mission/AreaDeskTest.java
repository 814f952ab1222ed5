package robotaxi.onboard.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AreaDeskTest {
    private static final RouteLine ROUTE = RouteLine.of(new double[] {0, 400}, new double[] {0, 0}, new double[] {10});
    private static final Mission MISSION = new Mission("m1", "c1", "", MissionPurpose.REPOSITION, ROUTE);

    private final AreaDesk desk = new AreaDesk();

    private static OperatingArea area(String market, long version, double west, double east) {
        var ring = new OperatingArea.Ring(new double[] {west, east, east, west}, new double[] {-100, -100, 100, 100});
        return OperatingArea.of(market, version, List.of(ring));
    }

    private String refusal() {
        return desk.refuse(ROUTE, 0).map(Answer.Refused::code).orElse("");
    }

    private Optional<AreaDesk.Breach> look(double x) {
        return desk.look(x, 0, Optional.of(MISSION));
    }

    @Test
    void aCarThatHasHeardOfNoAreaIsBoundedByItsRoutesAlone() {
        assertThat(refusal()).isEmpty();
        assertThat(look(1e6)).isEmpty();
        assertThat(desk.endMetres(MISSION, 0, 10)).isInfinite();
        assertThat(desk.endsMission(0)).isFalse();
        assertThat(desk.area()).isEmpty();
    }

    @Test
    void aNewerVersionTakesThePlaceOfAnOlderOneAndNeverTheReverse() {
        desk.bind(area("town", 3, -50, 500));
        assertThat(desk.judge(area("town", 2, -50, 500), "c"))
                .isEqualTo(new Answer.Refused("area.outdated", "version 3 is in force"));
        Answer taken = new Answer.Taken(List.of(new Happening.Heeded("c", "")));
        assertThat(desk.judge(area("town", 3, -50, 500), "c")).isEqualTo(taken);
        assertThat(desk.judge(area("town", 4, -50, 500), "c")).isEqualTo(taken);
        assertThat(desk.judge(area("village", 1, -50, 500), "c"))
                .as("another market")
                .isEqualTo(taken);
        assertThat(desk.holds(area("town", 3, 0, 1))).isTrue();
        assertThat(desk.holds(area("village", 3, 0, 1))).isFalse();
    }

    @Test
    void aMissionThatLeavesIsRefusedAndOneUnderWayEndsBeforeTheBoundary() {
        desk.bind(area("town", 1, -50, 500));
        assertThat(refusal()).isEmpty();
        assertThat(desk.endMetres(MISSION, 0, 10)).isInfinite();

        desk.bind(area("town", 2, -50, 300));
        assertThat(refusal()).isEqualTo("area.outside");
        assertThat(desk.endMetres(MISSION, 100, 10)).isCloseTo(294, within(1.5));
        assertThat(desk.endsMission(200)).isFalse();
        assertThat(desk.endsMission(293)).isTrue();
    }

    @Test
    void whoIsOutsideMayNotDriveUnlessAPersonLetsItGoAndItsRouteLeadsBack() {
        desk.bind(area("town", 1, 100, 500));
        assertThat(look(89)).contains(AreaDesk.Breach.OUTSIDE);
        assertThat(look(91)).as("within the tolerance").isEmpty();
        assertThat(look(0)).contains(AreaDesk.Breach.OUTSIDE);

        desk.letGo(MISSION, 0);
        assertThat(look(10)).isEmpty();
        assertThat(desk.look(10, 0, Optional.empty())).as("on no mission").contains(AreaDesk.Breach.OUTSIDE);
        assertThat(look(150)).isEmpty();
        assertThat(look(60)).as("let go once").contains(AreaDesk.Breach.OUTSIDE);

        desk.bind(area("town", 2, 100, 200));
        desk.letGo(MISSION, 0);
        assertThat(look(0)).as("its route leaves again").contains(AreaDesk.Breach.OUTSIDE);
    }

    @Test
    void whatIsOutsideIsSeenHoweverSmallTheStepsThatLeadThere() {
        desk.bind(area("town", 1, -50, 300));
        for (double x = 0; x < 400; x += 0.7) {
            assertThat(desk.isOutside(x, 0)).as("at %s", x).isEqualTo(x > 310);
        }
    }

    @Test
    void anAreaThatCannotBeReadForbidsDrivingUntilOneIsHeard() {
        desk.cannotRead();
        assertThat(desk.isUnreadable()).isTrue();
        assertThat(look(0)).contains(AreaDesk.Breach.UNREADABLE);
        desk.bind(area("town", 1, -50, 500));
        assertThat(look(0)).isEmpty();
    }
}
