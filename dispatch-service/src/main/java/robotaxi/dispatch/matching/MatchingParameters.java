package robotaxi.dispatch.matching;

import java.time.Duration;

/**
 * How matching weighs one thing against another. All prices are in milliseconds of a rider's waiting.
 *
 * @param longestApproach no rider is offered a car that takes longer
 * @param unservedMillis price of leaving a request waiting for another tick
 * @param ageWeight what each millisecond of waiting adds to that price; above 0, so that nobody waits for ever
 * @param tripWeight what each millisecond of trip takes off that price, when cars are short: it serves more riders by
 *     serving short trips first, so it stays small and the refusals are published by trip length
 * @param emptyWeight price of a millisecond of driving empty, beside the waiting that it causes
 * @param switchMillis price of giving a rider another car than the one told before
 * @param wheelchairMillis price of using a wheelchair car where none is needed
 * @param chargingMillis price of cutting a charge short
 * @param kwhPerHour energy that an hour of driving takes
 * @param reserveKwh energy that must be left at a charger
 * @param chargingFloorKwh a charging car is left alone below this
 * @param nearestCars cars looked at for each request at first; widened where the optimum may lie beyond
 */
public record MatchingParameters(
        Duration longestApproach,
        int unservedMillis,
        double ageWeight,
        double tripWeight,
        double emptyWeight,
        int switchMillis,
        int wheelchairMillis,
        int chargingMillis,
        double kwhPerHour,
        double reserveKwh,
        double chargingFloorKwh,
        int nearestCars) {
    private static final int UNSERVED_MILLIS = 3_000_000;
    private static final int SWITCH_MILLIS = 25_000;
    private static final int WHEELCHAIR_MILLIS = 120_000;
    private static final int CHARGING_MILLIS = 60_000;

    /** Serve whoever can be served: what it costs to leave somebody waiting is beyond any approach. */
    public static final MatchingParameters USUAL = new MatchingParameters(
            Duration.ofMinutes(20),
            UNSERVED_MILLIS,
            0.5,
            0,
            0,
            SWITCH_MILLIS,
            WHEELCHAIR_MILLIS,
            CHARGING_MILLIS,
            6,
            2,
            10,
            32);
}
