package robotaxi.onboard.queue;

/**
 * How a lane's queue behaves.
 *
 * @param segmentBytes size at which a new file begins
 * @param maxBytes all files together. For a lane that never drops it is a guarantee: beyond it the lane may take what the
 *     lanes that drop have
 * @param dropsOldest when full, the oldest file goes, and a power cut may take the newest records; otherwise an append is on the
 *     disk before it returns, and is refused when there is no room
 */
public record QueueLimits(long segmentBytes, long maxBytes, boolean dropsOldest) {
    /** A lane that never loses a record. */
    public static QueueLimits neverDropped(long maxBytes) {
        return new QueueLimits(Math.min(4 << 20, maxBytes), maxBytes, false);
    }

    /** A lane whose newest records matter. */
    public static QueueLimits newestKept(long maxBytes) {
        return new QueueLimits(Math.min(1 << 20, maxBytes), maxBytes, true);
    }

    boolean syncs() {
        return !dropsOldest;
    }
}
