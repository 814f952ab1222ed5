package robotaxi.benchmarks.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Pose2;

class JudgeTest {
    private static final RouteLine ROAD = RouteLine.of(new double[] {0, 300}, new double[] {0, 0}, new double[] {10});
    private static final int STEPS = (int) (Scenario.SECONDS / Actor.STEP_SECONDS) + 1;

    private static double[] moving(double from, double speed) {
        double[] places = new double[STEPS];
        Arrays.setAll(places, i -> from + i * Actor.STEP_SECONDS * speed);
        return places;
    }

    private static double[] all(double value) {
        double[] values = new double[STEPS];
        Arrays.fill(values, value);
        return values;
    }

    private static Actor car(double s, double d, double vs, double vd) {
        return new Actor("car", 4.6, 1.9, moving(s, vs), moving(d, vd), all(vs), all(vd));
    }

    /** Ours goes straight on, with one other on the road, until they touch. */
    private static Judge judge(double speed, Actor other) {
        var scenario = new Scenario(
                ROAD, speed, List.of(other), Scenario.Mind.SENSIBLE, Scenario.Failure.NOTHING, Scenario.SECONDS);
        double[] places = moving(Scenario.startMetres(), speed);
        List<Drive.State> states = new java.util.ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            var state = new Drive.State(new Pose2(places[step], 0, 0), speed, 0);
            states.add(state);
            if (state.box().touches(other.box(ROAD, step))) {
                return new Judge(scenario, new Drive.Course(states, List.of(), step, 0));
            }
        }
        throw new AssertionError("they never touch");
    }

    @Test
    void contactIsDangerousAlsoWhenItIsTheCornerOfOneWhoLiesAcrossHisLane() {
        // His rear corner swings out by 0.6 m: between the lanes there still seem to be 0.6 m when they touch.
        Actor slanted = car(Scenario.startMetres() - 3, 3.2, 1.2, -0.37);
        var scenario = new Scenario(
                ROAD, 1, List.of(slanted), Scenario.Mind.SENSIBLE, Scenario.Failure.NOTHING, Scenario.SECONDS);
        var own = new Drive.State(new Pose2(Scenario.startMetres(), 0, 0), 1, 0);
        int touched = 0;
        while (!own.box().touches(slanted.box(ROAD, touched))) {
            touched++;
        }
        assertThat(slanted.d()[touched]).isGreaterThan(2.4);
        List<Drive.State> states = java.util.Collections.nCopies(touched + 1, own);

        Judge judge = new Judge(scenario, new Drive.Course(states, List.of(), touched, 0));

        assertThat(judge.isDangerous(touched, slanted)).isTrue();
        assertThat(judge.isDangerous(0, slanted)).isFalse();
    }

    @Test
    void whoDrivesOnIntoAStandingCarCouldHaveAvoidedIt() {
        assertThat(judge(8, car(Scenario.startMetres() + 40, 0, 0, 0)).wasAvoidable())
                .isTrue();
    }

    @Test
    void oneWhoComesIntoTheFlankOfACarThatCouldNotStopBeforeIsNotAvoidable() {
        assertThat(judge(12, car(Scenario.startMetres(), 3, 12, -1.2)).wasAvoidable())
                .isFalse();
    }
}
