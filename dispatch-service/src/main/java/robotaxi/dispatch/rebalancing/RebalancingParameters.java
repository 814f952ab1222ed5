package robotaxi.dispatch.rebalancing;

/**
 * How rebalancing weighs riders against ways. All prices are in milliseconds of a rider's waiting.
 *
 * @param riderMillis what a car in the right zone is worth if its rider comes, when cars are short
 * @param calmWeight share of that which it is worth at least, when there are far more cars than riders: then the next zone's is soon there
 * @param shortRiders riders expected for each idle car from which cars are short; in between, a rider's worth rises with them
 * @param chargingMillis what it is worth to send an empty car to charge; a full one is worth nothing
 * @param mustChargeMillis what it is worth to send a car that must charge
 * @param mustCharge state of charge below which a car must charge
 * @param enoughCharge state of charge from which nobody is sent to charge
 * @param plugTimeWeight price of a millisecond at the plug
 */
public record RebalancingParameters(
        int riderMillis,
        double calmWeight,
        double shortRiders,
        int chargingMillis,
        int mustChargeMillis,
        double mustCharge,
        double enoughCharge,
        double plugTimeWeight) {
    /** With the weights of the Manhattan benchmark. */
    public static final RebalancingParameters USUAL =
            new RebalancingParameters(600_000, 0.15, 0.6, 1_200_000, 6_000_000, 0.2, 0.8, 0.02);

    /** What a car in the right zone is worth if its rider comes, with so many riders expected for so many idle cars. */
    int riderMillis(double riders, int idleCars) {
        double shortage = riders / Math.max(1, idleCars) / shortRiders;
        return (int) (riderMillis * Math.clamp(shortage, calmWeight, 1));
    }
}
