package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Walks both tables whole, so that the drawings above the code stay true. */
class RolloutMovesTest {
    private static final Rollout.Plan PLAN = new Rollout.Plan(
            new RolloutId("r"),
            "m@1",
            Instant.EPOCH,
            "somebody",
            InstallTerms.FORCED,
            new Course(List.of(5, 100), 90, 10, true));

    @Test
    void everyActOnEveryStateOfARollout() {
        List<String> moves = new ArrayList<>();
        for (Rollout from : List.of(
                new Rollout.InSimulation(PLAN),
                new Rollout.InShadow(PLAN),
                new Rollout.Ready(PLAN),
                new Rollout.Running(PLAN, 1),
                new Rollout.Running(PLAN, 2),
                new Rollout.Paused(PLAN, 1),
                new Rollout.RollingBack(PLAN, 2),
                new Rollout.RolledBack(PLAN, 2),
                new Rollout.Finished(PLAN),
                new Rollout.Stopped(PLAN))) {
            for (RolloutAct act : RolloutAct.values()) {
                switch (act.on(from)) {
                    case RolloutAct.Moved to -> moves.add(name(from) + " " + act.wireName() + " " + name(to.rollout()));
                    case RolloutAct.Refused no -> assertThat(no.current()).isEqualTo(from);
                }
            }
        }
        assertThat(moves)
                .containsExactlyInAnyOrder(
                        "simulation-gate 1 pass-simulation shadow 1",
                        "simulation-gate 1 stop stopped 1",
                        "shadow 1 pass-shadow approval 1",
                        "shadow 1 stop stopped 1",
                        "approval 1 start running 1",
                        "approval 1 stop stopped 1",
                        "running 1 advance running 2",
                        "running 1 pause paused 1",
                        "running 1 stop stopped 1",
                        "running 1 finish finished 1",
                        "running 2 pause paused 2",
                        "running 2 stop stopped 1",
                        "running 2 finish finished 1",
                        "paused 1 resume running 1",
                        "paused 1 stop stopped 1",
                        "paused 1 finish finished 1",
                        "running 1 roll-back rolling-back 1",
                        "running 2 roll-back rolling-back 2",
                        "paused 1 roll-back rolling-back 1",
                        "finished 1 roll-back rolling-back 1",
                        "stopped 1 roll-back rolling-back 1",
                        "rolled-back 2 roll-back rolling-back 2",
                        "rolling-back 2 finish rolled-back 2",
                        "rolling-back 2 stop stopped 1");
    }

    private static String name(Rollout rollout) {
        return rollout.state() + " " + rollout.wave();
    }

    @Test
    void everyStepOfACar() {
        Map<VehicleState, Set<VehicleState>> table = Map.ofEntries(
                Map.entry(VehicleState.ELIGIBLE, states("OFFERED CANCELLED")),
                Map.entry(
                        VehicleState.OFFERED,
                        states("DOWNLOADING STAGED WAITING_FOR_SAFE_MOMENT ACTIVATING TRIAL"
                                + " COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(
                        VehicleState.DOWNLOADING,
                        states(
                                "STAGED WAITING_FOR_SAFE_MOMENT ACTIVATING TRIAL COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(
                        VehicleState.STAGED,
                        states("WAITING_FOR_SAFE_MOMENT ACTIVATING TRIAL COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(
                        VehicleState.WAITING_FOR_SAFE_MOMENT,
                        states("ACTIVATING TRIAL COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(
                        VehicleState.ACTIVATING,
                        states("WAITING_FOR_SAFE_MOMENT TRIAL COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(VehicleState.TRIAL, states("COMMITTED ROLLED_BACK FAILED CANCELLED LOST")),
                Map.entry(VehicleState.COMMITTED, Set.of()),
                Map.entry(VehicleState.ROLLED_BACK, Set.of()),
                Map.entry(VehicleState.FAILED, Set.of()),
                Map.entry(VehicleState.CANCELLED, Set.of()),
                Map.entry(
                        VehicleState.LOST,
                        states("DOWNLOADING STAGED WAITING_FOR_SAFE_MOMENT ACTIVATING TRIAL"
                                + " COMMITTED ROLLED_BACK FAILED")));
        for (VehicleState from : VehicleState.values()) {
            for (VehicleState to : VehicleState.values()) {
                assertThat(from.mayBecome(to))
                        .as(from + " to " + to)
                        .isEqualTo(table.get(from).contains(to));
            }
        }
    }

    private static Set<VehicleState> states(String names) {
        return Set.copyOf(List.of(names.split(" ", -1)).stream()
                .map(VehicleState::valueOf)
                .toList());
    }
}
