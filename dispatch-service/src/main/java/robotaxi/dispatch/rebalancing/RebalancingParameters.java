package robotaxi.dispatch.rebalancing;

/**
 * How rebalancing weighs riders against ways. All prices are in milliseconds of a rider's waiting.
 *
 * @param riderMillis what a car in the right zone is worth if its rider comes
 * @param chargingMillis what it is worth to send an empty car to charge; a full one is worth nothing
 * @param mustChargeMillis what it is worth to send a car that must charge
 * @param mustCharge state of charge below which a car must charge
 * @param enoughCharge state of charge from which nobody is sent to charge
 * @param plugTimeWeight price of a millisecond at the plug
 */
public record RebalancingParameters(
        int riderMillis,
        int chargingMillis,
        int mustChargeMillis,
        double mustCharge,
        double enoughCharge,
        double plugTimeWeight) {
    /** As the Manhattan benchmark runs it. */
    public static final RebalancingParameters USUAL =
            new RebalancingParameters(600_000, 1_200_000, 6_000_000, 0.2, 0.8, 0.02);
}
