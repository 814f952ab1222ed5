package robotaxi.dispatch.area;

/** What the weather of a market is, as an operator says. */
public enum Weather {
    /** Dry, good sight. */
    CLEAR,
    /** Wet roads. */
    RAIN,
    /** Water stands on roads, or sight is poor for it. */
    HEAVY_RAIN,
    /** Poor sight. */
    FOG,
    /** Snow or ice on roads. */
    SNOW
}
