package robotaxi.ota.rollout;

import java.time.Instant;

/**
 * A release's way to the fleet. While it is paused nothing new is offered and nothing activated; what a car has begun it ends.
 * A gated one stays where it is until signed evidence and two approvals let it on; while it runs, thresholds take it from wave to
 * wave, or pause it, or roll it back: then whatever has not begun is called off, and each car that runs the release gets the
 * one before it by the same steps.
 * <pre>
 *   InSimulation ──pass-simulation──▶ InShadow ──pass-shadow──▶ Ready ──start──▶ Running ⇄ Paused
 *                                                              Running ──advance──▶ Running, one wave on
 *   Running, Paused ──finish──▶ Finished          all that live ──stop──▶ Stopped
 *   Running, Paused, Finished, Stopped, RolledBack ──roll-back──▶ RollingBack ──finish──▶ RolledBack
 * </pre>
 */
public sealed interface Rollout {
    /** What it brings, and who wanted it. */
    Plan plan();

    /** Name of the state on the wire. */
    String state();

    /** Whether anything may still happen to it. */
    default boolean live() {
        return true;
    }

    /** Whether cars are taken through updates. */
    default boolean moves() {
        return false;
    }

    /** The wave that it has come to, from 1. */
    default int wave() {
        return 1;
    }

    /**
     * What a rollout brings.
     *
     * @param id its id
     * @param releaseId "name@version"
     * @param createdAt when it began
     * @param createdBy who began it
     * @param terms for devices that decide for themselves
     * @param course how it goes through its cars
     */
    record Plan(
            RolloutId id, String releaseId, Instant createdAt, String createdBy, InstallTerms terms, Course course) {}

    /** Waits for evidence from closed-loop simulation. */
    record InSimulation(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "simulation-gate";
        }
    }

    /** Waits for evidence from driving beside the running release, without acting. */
    record InShadow(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "shadow";
        }
    }

    /** Waits for approvals, and for somebody to start it. */
    record Ready(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "approval";
        }
    }

    /** Cars of its waves so far are being offered the release. */
    record Running(Plan plan, int wave) implements Rollout {
        @Override
        public String state() {
            return "running";
        }

        @Override
        public boolean moves() {
            return true;
        }
    }

    /** A person, a threshold or a grave incident holds it. */
    record Paused(Plan plan, int wave) implements Rollout {
        @Override
        public String state() {
            return "paused";
        }
    }

    /** Cars that run the release get the one before it. */
    record RollingBack(Plan plan, int wave) implements Rollout {
        @Override
        public String state() {
            return "rolling-back";
        }

        @Override
        public boolean moves() {
            return true;
        }
    }

    /** Every car that could has gone back. */
    record RolledBack(Plan plan, int wave) implements Rollout {
        @Override
        public String state() {
            return "rolled-back";
        }

        @Override
        public boolean live() {
            return false;
        }
    }

    /** Every car has come to an end, good or bad. */
    record Finished(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "finished";
        }

        @Override
        public boolean live() {
            return false;
        }
    }

    /** Given up. */
    record Stopped(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "stopped";
        }

        @Override
        public boolean live() {
            return false;
        }
    }
}
