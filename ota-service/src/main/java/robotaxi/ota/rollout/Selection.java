package robotaxi.ota.rollout;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which cars a rollout takes in. A car that another rollout is not done with is never among them. */
public sealed interface Selection {
    /** Whether no car is left out that the release fits. */
    default boolean isWholeFleet() {
        return false;
    }

    /** These. */
    record Named(List<String> vehicleIds) implements Selection {}

    /**
     * All cars that the release fits, that do not run it, and that the filter lets through.
     *
     * @param hardwareIds kinds of hardware that the release has a file for
     */
    record Fitting(List<String> hardwareIds, Filter filter) implements Selection {
        @Override
        public boolean isWholeFleet() {
            return filter.equals(Filter.ALL);
        }
    }

    /**
     * Narrows down; an empty list or a missing bound lets all through.
     *
     * @param hardwareIds kinds of hardware
     * @param vehicleIds cars
     * @param runningReleaseIds releases that they run now
     * @param marketIds where they serve
     * @param calibrationIds of their sensors
     * @param leastKilometres that they have driven; a car that never said has driven none
     * @param mostKilometres that they have driven
     */
    record Filter(
            List<String> hardwareIds,
            List<String> vehicleIds,
            List<String> runningReleaseIds,
            List<String> marketIds,
            List<String> calibrationIds,
            @Nullable Double leastKilometres,
            @Nullable Double mostKilometres) {
        /** Lets all through. */
        public static final Filter ALL = new Filter(List.of(), List.of(), List.of(), List.of(), List.of(), null, null);
    }

    /**
     * How many cars a selection would take in.
     *
     * @param matching free, fitting, and let through by the filter
     * @param busy the same, but in another rollout
     * @param running the same, but they run the release already
     * @param unfit let through by the filter, but the release does not fit them, by obstacle
     */
    record Preview(long matching, long busy, long running, Map<String, Long> unfit) {}
}
