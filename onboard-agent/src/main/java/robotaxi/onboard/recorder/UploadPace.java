package robotaxi.onboard.recorder;

/** Spreads the bytes of recordings over time, so that the link is never full of them. Used by one upload at a time. */
public final class UploadPace {
    private static final double NANOS = 1e9;
    private static final long PART_SECONDS = 8;
    private static final int SMALLEST_PART = 64 << 10;
    private static final int LARGEST_PART = 4 << 20;

    private final long bytesPerSecond;
    private long freeAtNanos;
    private boolean begun;

    /** That sends no more than this in a second; 0 for as much as goes. */
    public UploadPace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** How long to wait before these bytes may go, nanoseconds. */
    public long waitNanos(int bytes, long nowNanos) {
        if (bytesPerSecond <= 0) {
            return 0;
        }
        // Nano times wrap around, so only their difference may be compared.
        long from = begun && freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
        begun = true;
        freeAtNanos = from + Math.round(bytes * NANOS / bytesPerSecond);
        return from - nowNanos;
    }

    /** How much to send before the service's answer is waited for: some seconds' worth. */
    public int partBytes() {
        return bytesPerSecond <= 0
                ? LARGEST_PART
                : Math.clamp(bytesPerSecond * PART_SECONDS, SMALLEST_PART, LARGEST_PART);
    }
}
