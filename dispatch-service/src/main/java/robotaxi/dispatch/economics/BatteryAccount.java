package robotaxi.dispatch.economics;

/**
 * What the energy in a car's battery has cost: charges put in what they were paid for, driving takes out its share (the method of
 * the weighted average). Whole minor units: what was put in is what was taken out and what is held, to the cent. What was in the
 * battery before the first charge cost nothing.
 *
 * @param heldMinor minor units, never below 0
 */
public record BatteryAccount(long heldMinor) {
    private static final double PERCENT = 100;

    /** Nothing is known of the battery yet. */
    public static final BatteryAccount EMPTY = new BatteryAccount(0);

    /** Refuses a debt. */
    public BatteryAccount {
        if (heldMinor < 0) {
            throw new IllegalArgumentException("a battery that holds " + heldMinor);
        }
    }

    /**
     * The price of a charge.
     *
     * @param percent of the battery that was charged
     * @param batteryKilowattHours what a full battery holds
     * @param tariffMinorPerKilowattHour price of energy, minor units
     */
    public static long costMinor(double percent, double batteryKilowattHours, long tariffMinorPerKilowattHour) {
        return Math.round(Math.max(0, percent) / PERCENT * batteryKilowattHours * tariffMinorPerKilowattHour);
    }

    /** After a charge that cost this much. */
    public BatteryAccount charged(long costMinor) {
        return new BatteryAccount(heldMinor + costMinor);
    }

    /** What driving from one state of charge to a lower one took, minor units; nothing if it is not lower. */
    public long takenMinor(double fromPercent, double toPercent) {
        return fromPercent <= 0 || toPercent >= fromPercent
                ? 0
                : Math.round(heldMinor * ((fromPercent - Math.max(0, toPercent)) / fromPercent));
    }

    /** After driving that took this much. */
    public BatteryAccount drawn(long takenMinor) {
        return new BatteryAccount(heldMinor - takenMinor);
    }
}
