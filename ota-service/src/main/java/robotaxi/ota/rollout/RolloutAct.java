package robotaxi.ota.rollout;

import java.util.Locale;
import robotaxi.ota.rollout.Rollout.Finished;
import robotaxi.ota.rollout.Rollout.Paused;
import robotaxi.ota.rollout.Rollout.Running;
import robotaxi.ota.rollout.Rollout.Stopped;

/** What can be done to a rollout: the one table of its moves. */
public enum RolloutAct {
    /** Hold it. */
    PAUSE,
    /** Let it go on. */
    RESUME,
    /** Give it up. */
    STOP,
    /** Every car has come to an end. */
    FINISH;

    /** As events and the audit name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Does it, or refuses. */
    public Answer on(Rollout rollout) {
        return switch (rollout) {
            case Running running ->
                switch (this) {
                    case PAUSE -> new Moved(new Paused(running.plan()));
                    case STOP -> new Moved(new Stopped(running.plan()));
                    case FINISH -> new Moved(new Finished(running.plan()));
                    case RESUME -> new Refused(running);
                };
            case Paused paused ->
                switch (this) {
                    case RESUME -> new Moved(new Running(paused.plan()));
                    case STOP -> new Moved(new Stopped(paused.plan()));
                    case FINISH -> new Moved(new Finished(paused.plan()));
                    case PAUSE -> new Refused(paused);
                };
            case Finished over -> new Refused(over);
            case Stopped over -> new Refused(over);
        };
    }

    /** Whether it was done. */
    public sealed interface Answer {}

    /** It was; this is the rollout now. */
    public record Moved(Rollout rollout) implements Answer {}

    /** It was not; this is what stood against it. */
    public record Refused(Rollout current) implements Answer {}
}
