package robotaxi.dispatch.pricing;

/**
 * What a ride costs: a base, a price a kilometre and a price a minute, with a least price; and what waiting costs.
 *
 * @param baseMinor base price, minor units of the currency (cents)
 * @param perKilometreMinor price of a kilometre
 * @param perMinuteMinor price of a minute
 * @param leastMinor no ride is cheaper
 * @param holdPerMinuteMinor price of each begun minute in which the car is kept at a stop
 * @param noShowFeeMinor price of not coming to a car that waits
 * @param lateCreditMinor taken off the price when a ride for later is met late
 * @param currency ISO 4217
 */
public record Tariff(
        long baseMinor,
        long perKilometreMinor,
        long perMinuteMinor,
        long leastMinor,
        long holdPerMinuteMinor,
        long noShowFeeMinor,
        long lateCreditMinor,
        String currency) {
    /**
     * The price of a way, and of what it is made.
     *
     * @param distanceMetres length
     * @param durationSeconds expected driving time
     */
    public Fare fare(double distanceMetres, double durationSeconds) {
        long distance = Math.round(perKilometreMinor * distanceMetres / 1_000);
        long time = Math.round(perMinuteMinor * durationSeconds / 60);
        long total = Math.max(leastMinor, baseMinor + distance + time);
        return new Fare(total, baseMinor, distance, time, total - baseMinor - distance - time, currency);
    }

    /**
     * A price in its parts; the parts sum to the total.
     *
     * @param toLeastMinor what was added to reach the least price
     */
    public record Fare(
            long totalMinor, long baseMinor, long distanceMinor, long timeMinor, long toLeastMinor, String currency) {}
}
