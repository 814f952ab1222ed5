package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Which driving is still asked for. */
public final class DrivingNeeded {
    private DrivingNeeded() {}

    /** From when on: that of the retention, and all that a rollout which is not over is judged by, however old that is. */
    public static Instant from(List<Rollout> rollouts, Duration retention, Instant now) {
        return Stream.concat(
                        Stream.of(now.minus(retention)),
                        rollouts.stream()
                                .filter(rollout -> !isOver(rollout))
                                .map(Rollout::plan)
                                .flatMap(plan -> Stream.ofNullable(plan.course().driving())
                                        .map(terms -> terms.since(plan.createdAt()))))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static boolean isOver(Rollout rollout) {
        return switch (rollout) {
            case Rollout.Finished _, Rollout.Stopped _, Rollout.RolledBack _ -> true;
            case Rollout.InSimulation _,
                    Rollout.InShadow _,
                    Rollout.Ready _,
                    Rollout.Running _,
                    Rollout.Paused _,
                    Rollout.RollingBack _ -> false;
        };
    }
}
