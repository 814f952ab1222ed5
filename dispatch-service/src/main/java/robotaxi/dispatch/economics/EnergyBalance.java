package robotaxi.dispatch.economics;

/**
 * Where the money for energy went, of all time, minor units.
 *
 * @param boughtMinor paid at chargers
 * @param usedMinor of it driven
 * @param heldMinor of it in the cars' batteries still
 */
public record EnergyBalance(long boughtMinor, long usedMinor, long heldMinor) {
    /** What cannot be explained; anything but 0 is a fault. */
    public long differenceMinor() {
        return boughtMinor - usedMinor - heldMinor;
    }
}
