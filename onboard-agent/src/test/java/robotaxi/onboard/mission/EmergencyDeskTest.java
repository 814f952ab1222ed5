package robotaxi.onboard.mission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.mission.Emergency.Kind;

class EmergencyDeskTest {
    private static final Area AHEAD = Area.of(new double[] {200, 300, 300, 200}, new double[] {-50, -50, 50, 50});
    private static final RouteLine STRAIGHT =
            RouteLine.of(new double[] {0, 400}, new double[] {0, 0}, new double[] {10});

    private final EmergencyDesk desk = new EmergencyDesk();

    private static Emergency stop(String id) {
        return new Emergency(id, "stop-" + id, Kind.STOP_NOW, Optional.empty());
    }

    private static Emergency pullOver(String id) {
        return new Emergency(id, "pull-" + id, Kind.PULL_OVER, Optional.empty());
    }

    private static Emergency avoid(String id) {
        return new Emergency(id, "avoid-" + id, Kind.AVOID_AREA, Optional.of(AHEAD));
    }

    private static Mission mission() {
        return new Mission("m1", "c1", "", MissionPurpose.REPOSITION, STRAIGHT);
    }

    private static List<Happening> taken(Answer answer) {
        return ((Answer.Taken) answer).happenings();
    }

    private static String refused(Answer answer) {
        return ((Answer.Refused) answer).code();
    }

    private String refusal() {
        return desk.refuse(STRAIGHT, 0).map(Answer.Refused::code).orElse("");
    }

    @Test
    void stopNowIsHeededOnceTheCarStandsAndHoldsUntilItIsOver() {
        assertThat(taken(desk.begin(stop("e1"), true))).isEmpty();
        assertThat(desk.stopsNow()).isTrue();
        assertThat(desk.hear(false, true)).isEmpty();
        assertThat(desk.hear(true, true)).containsExactly(new Happening.Heeded("stop-e1", ""));
        assertThat(desk.hear(true, true)).as("said once").isEmpty();
        assertThat(refusal()).isEqualTo("emergency.in-force");

        assertThat(taken(desk.end("e1", "end-1"))).containsExactly(new Happening.Heeded("end-1", ""));
        assertThat(desk.stopsNow()).isFalse();
        assertThat(refusal()).isEmpty();
    }

    @Test
    void outsideNothingIsAskedAndNothingHolds() {
        assertThat(taken(desk.begin(stop("e1"), false)))
                .containsExactly(new Happening.Heeded("stop-e1", "emergency.outside"));
        assertThat(desk.stopsNow()).isFalse();
        assertThat(desk.remembers("e1")).isFalse();
        Emergency there = new Emergency("e2", "c", Kind.PULL_OVER, Optional.of(AHEAD));
        assertThat(there.concerns(250, 0)).isTrue();
        assertThat(there.concerns(150, 0)).isFalse();
        assertThat(avoid("e3").concerns(150, 0))
                .as("to be kept out of from everywhere")
                .isTrue();
    }

    @Test
    void whatIsOverBeginsNoMoreHoweverLateItsOrderComes() {
        assertThat(taken(desk.end("e1", "end-1"))).containsExactly(new Happening.Heeded("end-1", ""));
        assertThat(refused(desk.begin(stop("e1"), true))).isEqualTo("emergency.over");
        assertThat(desk.stopsNow()).isFalse();
    }

    @Test
    void anEmergencyThatEndsBeforeTheCarStandsLapses() {
        desk.begin(pullOver("e1"), true);

        assertThat(taken(desk.end("e1", "end-1")))
                .containsExactly(new Happening.Lapsed("pull-e1"), new Happening.Heeded("end-1", ""));
    }

    @Test
    void ofTwoEmergenciesEachMustEnd() {
        desk.begin(stop("e1"), true);
        desk.begin(stop("e2"), true);
        desk.end("e1", "end-1");

        assertThat(desk.stopsNow()).isTrue();
    }

    @Test
    void pullOverStopsWithinReachKeepsItsPlaceAndLetsTheMissionGoOn() {
        desk.begin(pullOver("e1"), true);
        double place = desk.endMetres(mission(), 50, 10);

        assertThat(place).isBetween(50 + 10 * 10 / 2.6, 120.0);
        assertThat(desk.endMetres(mission(), 70, 8)).isEqualTo(place);
        assertThat(desk.endsMission()).isFalse();
        assertThat(desk.hear(true, true)).as("stands on the way, in a queue").isEmpty();
        assertThat(desk.standsAtPlace()).containsExactly(new Happening.Heeded("pull-e1", ""));
        desk.end("e1", "end-1");
        assertThat(desk.endMetres(mission(), place, 0)).isGreaterThan(STRAIGHT.lengthMetres());
    }

    @Test
    void whoIsOnNoWayHasPulledOverAlready() {
        desk.begin(pullOver("e1"), true);

        assertThat(desk.hear(true, false)).containsExactly(new Happening.Heeded("pull-e1", ""));
    }

    @Test
    void aClosedAreaIsInForceAtOnceEndsTheMissionShortOfItAndRefusesTheNext() {
        assertThat(taken(desk.begin(avoid("e1"), true))).containsExactly(new Happening.Heeded("avoid-e1", ""));
        assertThat(refusal()).isEqualTo("emergency.area-closed");
        assertThat(desk.endMetres(mission(), 0, 10)).isLessThan(194);
        assertThat(desk.endsMission()).isTrue();
        assertThat(desk.endMetres(new Mission("m2", "c2", "", MissionPurpose.REPOSITION, STRAIGHT), 190, 10))
                .as("too near for comfort: short of it all the same")
                .isEqualTo(194);
    }

    @Test
    void whoIsInsideLeavesByARouteThatLeadsOutElseStops() {
        RouteLine out = RouteLine.of(new double[] {250, 400}, new double[] {0, 0}, new double[] {10});
        RouteLine within = RouteLine.of(new double[] {210, 290}, new double[] {0, 0}, new double[] {10});
        desk.begin(avoid("e1"), true);

        assertThat(desk.endMetres(new Mission("m1", "c1", "", MissionPurpose.REPOSITION, out), 0, 10))
                .isGreaterThan(out.lengthMetres());
        assertThat(desk.endsMission()).isFalse();
        assertThat(desk.refuse(out, 0)).isEmpty();
        assertThat(desk.endMetres(new Mission("m2", "c2", "", MissionPurpose.REPOSITION, within), 10, 10))
                .isEqualTo(10);
        assertThat(desk.endsMission()).isTrue();
    }
}
