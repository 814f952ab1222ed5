package robotaxi.dispatch.economics;

/**
 * Figures of a day, a car or a ride.
 *
 * @param key the day (UTC), the car or the ride
 * @param currency ISO 4217
 * @param revenueMinor what riders owe for it after refunds and dropped fees, minor units
 * @param completedRides rides that came to their end
 * @param emptyMetres driven without a rider
 * @param loadedMetres driven with one
 * @param energyKwh that the batteries gave
 * @param energyMinor what the driven part of that has cost at the chargers, minor units
 * @param chargedKwh that the batteries got
 * @param chargedMinor what that cost, minor units
 * @param busySeconds in which a car worked for it
 * @param assistanceSeconds in which a car stood where it should not, and people had to see to it
 */
public record Line(
        String key,
        String currency,
        long revenueMinor,
        int completedRides,
        double emptyMetres,
        double loadedMetres,
        double energyKwh,
        long energyMinor,
        double chargedKwh,
        long chargedMinor,
        double busySeconds,
        double assistanceSeconds) {
    private static final double SECONDS_AN_HOUR = 3_600;

    /** Of all driven metres, 0 to 1; 0 where nothing was driven. */
    public double emptyShare() {
        double all = emptyMetres + loadedMetres;
        return all == 0 ? 0 : emptyMetres / all;
    }

    /** Minor units for each hour in which a car worked; 0 where none did. */
    public double revenueMinorPerCarHour() {
        return busySeconds == 0 ? 0 : revenueMinor / (busySeconds / SECONDS_AN_HOUR);
    }
}
