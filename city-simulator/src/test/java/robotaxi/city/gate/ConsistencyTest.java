package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class ConsistencyTest {
    private static Trace.Decision says(String words, double speed, double acceleration) {
        List<TimedPose> plan = new ArrayList<>();
        for (int i = 0; i <= 64; i++) {
            double time = i / 10.0;
            plan.add(new TimedPose(i * 100_000L, new Pose(speed * time + acceleration * time * time / 2, 0, 0)));
        }
        return new Trace.Decision(0, plan, List.of(), words, true, false, 1);
    }

    @Test
    void whoSaysThatHeStopsMustNotSpeedUp() {
        assertThat(Consistency.count(List.of(
                        says("stop behind the stopped vehicle at 10 m", 5, 1),
                        says("slow down because the lead vehicle is braking at 20 m", 5, 1),
                        says("yield to the oncoming vehicle before the left turn", 5, 1))))
                .isEqualTo(3);
    }

    @Test
    void whoDoesWhatHeSaysIsConsistent() {
        assertThat(Consistency.count(List.of(
                        says("stop behind the stopped vehicle at 10 m", 5, -0.7),
                        says("keep lane because the road is clear", 5, 1),
                        says("", 5, 1))))
                .isZero();
    }
}
