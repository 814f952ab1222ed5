package robotaxi.ota.rollout;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.Rollout.Finished;
import robotaxi.ota.rollout.Rollout.InShadow;
import robotaxi.ota.rollout.Rollout.InSimulation;
import robotaxi.ota.rollout.Rollout.Paused;
import robotaxi.ota.rollout.Rollout.Ready;
import robotaxi.ota.rollout.Rollout.RolledBack;
import robotaxi.ota.rollout.Rollout.RollingBack;
import robotaxi.ota.rollout.Rollout.Running;
import robotaxi.ota.rollout.Rollout.Stopped;

/** What can be done to a rollout: the one table of its moves. */
public enum RolloutAct {
    /** Simulation has shown enough. */
    PASS_SIMULATION,
    /** Driving in shadow has shown enough. */
    PASS_SHADOW,
    /** Offer it to the first wave. */
    START,
    /** Enough of a wave has succeeded. */
    ADVANCE,
    /** Hold it. */
    PAUSE,
    /** Let it go on. */
    RESUME,
    /** Give it up. */
    STOP,
    /** Bring its cars back to what they ran before. */
    ROLL_BACK,
    /** Every car has come to an end. */
    FINISH;

    /** As events and the audit name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Does it, or refuses. */
    public Answer on(Rollout rollout) {
        Rollout.Plan plan = rollout.plan();
        @Nullable
        Rollout next = switch (rollout) {
            case InSimulation _ -> this == PASS_SIMULATION ? new InShadow(plan) : stopped(plan);
            case InShadow _ -> this == PASS_SHADOW ? new Ready(plan) : stopped(plan);
            case Ready _ -> this == START ? new Running(plan, 1) : stopped(plan);
            case Running(var _, int wave) ->
                switch (this) {
                    case ADVANCE -> wave < plan.course().waves() ? new Running(plan, wave + 1) : null;
                    case PAUSE -> new Paused(plan, wave);
                    case FINISH -> new Finished(plan);
                    case ROLL_BACK -> new RollingBack(plan, wave);
                    default -> stopped(plan);
                };
            case Paused(var _, int wave) ->
                switch (this) {
                    case RESUME -> new Running(plan, wave);
                    case FINISH -> new Finished(plan);
                    case ROLL_BACK -> new RollingBack(plan, wave);
                    default -> stopped(plan);
                };
            case RollingBack(var _, int wave) -> this == FINISH ? new RolledBack(plan, wave) : stopped(plan);
            case Finished _, Stopped _, RolledBack _ ->
                this == ROLL_BACK ? new RollingBack(plan, rollout.wave()) : null;
        };
        return next == null ? new Refused(rollout) : new Moved(next);
    }

    private @Nullable Rollout stopped(Rollout.Plan plan) {
        return this == STOP ? new Stopped(plan) : null;
    }

    /** Whether it was done. */
    public sealed interface Answer {}

    /** It was; this is the rollout now. */
    public record Moved(Rollout rollout) implements Answer {}

    /** It was not; this is what stood against it. */
    public record Refused(Rollout current) implements Answer {}
}
