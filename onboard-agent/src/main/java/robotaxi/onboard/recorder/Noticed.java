package robotaxi.onboard.recorder;

/**
 * A moment that was noticed, and may pass.
 *
 * @param peakDeceleration metres a second squared, positive; 0 where it was no braking
 * @param detail in words
 */
public record Noticed(Trigger trigger, double peakDeceleration, String detail) {}
