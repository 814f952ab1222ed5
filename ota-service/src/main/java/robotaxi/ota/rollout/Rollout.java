package robotaxi.ota.rollout;

import java.time.Instant;

/**
 * A release's way to the fleet. While it is paused nothing new is offered and nothing activated; what a car has begun it ends.
 * <pre>
 *             ┌───────────────────────finish──────────────────────┐
 *   Running ──┤                                                   ├──▶ Finished
 *     │  ▲    └─stop──▶ Stopped ◀──stop── Paused ───────finish────┘
 *     │  └──resume──────────────────────────▲
 *     └─────────────pause───────────────────┘
 * </pre>
 */
public sealed interface Rollout {
    /** What it brings, and who wanted it. */
    Plan plan();

    /** Name of the state on the wire. */
    String state();

    /** Whether anything may still happen to it. */
    boolean live();

    /**
     * What a rollout brings.
     *
     * @param id its id
     * @param releaseId "name@version"
     * @param createdAt when it began
     * @param createdBy who began it
     * @param terms for devices that decide for themselves
     */
    record Plan(RolloutId id, String releaseId, Instant createdAt, String createdBy, InstallTerms terms) {}

    /** Cars are being offered the release. */
    record Running(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "running";
        }

        @Override
        public boolean live() {
            return true;
        }
    }

    /** A person holds it. */
    record Paused(Plan plan) implements Rollout {
        @Override
        public String state() {
            return "paused";
        }

        @Override
        public boolean live() {
            return true;
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
