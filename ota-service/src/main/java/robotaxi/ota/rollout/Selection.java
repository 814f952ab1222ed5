package robotaxi.ota.rollout;

import java.util.List;

/** Which cars a rollout takes in. A car that another rollout is not done with is never among them. */
public sealed interface Selection {
    /** These. */
    record Named(List<String> vehicleIds) implements Selection {}

    /**
     * All cars that the release fits, that do not run it, and that the filter lets through.
     *
     * @param hardwareIds kinds of hardware, all of which the release fits
     * @param runningReleaseIds releases that they run now, or empty for any
     */
    record Fitting(List<String> hardwareIds, List<String> runningReleaseIds) implements Selection {}
}
