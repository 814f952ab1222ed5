package robotaxi.ota.rollout.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import robotaxi.ota.rollout.Patience;

/** How patient a rollout is. */
@ConfigMapping(prefix = "ota.rollout")
interface RolloutConfig {
    /** How often deadlines and holds are looked at. */
    @WithDefault("PT1S")
    Duration tick();

    /** How long an offered car may be silent before it counts as lost; also the offer's own deadline. */
    @WithDefault("PT24H")
    Duration offeredDeadline();

    /** How long a download may make no progress. */
    @WithDefault("PT6H")
    Duration downloadingDeadline();

    /** How long a staged car may be silent. */
    @WithDefault("PT1H")
    Duration stagedDeadline();

    /** How long a car may wait for a safe moment. */
    @WithDefault("PT72H")
    Duration waitingDeadline();

    /** How long a switch may take. */
    @WithDefault("PT15M")
    Duration activatingDeadline();

    /** How long a trial may take. */
    @WithDefault("PT30M")
    Duration trialDeadline();

    /** How long after a refusal dispatch is asked again for the same car. */
    @WithDefault("PT10S")
    Duration reservationRetry();

    /** How much of a hold must be left when a switch is ordered. */
    @WithDefault("PT30S")
    Duration activationNeeds();

    /** How far the battery of a car must be charged that is to switch, percent. */
    @WithDefault("20")
    int leastChargePercent();

    /** How long it is known which release drove how far, and what happened; what a rollout that is not over is judged by stays. */
    @WithDefault("P400D")
    Duration drivingRetention();

    /** Between two looks for driving that is too old. */
    @WithDefault("PT1H")
    Duration drivingSweep();

    /** As the core wants it. */
    default Patience patience() {
        return new Patience(
                offeredDeadline(),
                downloadingDeadline(),
                stagedDeadline(),
                waitingDeadline(),
                activatingDeadline(),
                trialDeadline(),
                reservationRetry(),
                activationNeeds(),
                leastChargePercent());
    }
}
