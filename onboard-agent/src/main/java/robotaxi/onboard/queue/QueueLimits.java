package robotaxi.onboard.queue;

/**
 * How a lane's queue behaves.
 *
 * @param segmentBytes size at which a new file begins
 * @param maxBytes all files together
 * @param dropsOldest when full, the oldest file goes; otherwise an append is refused
 * @param syncs every append is on the disk before it returns
 */
public record QueueLimits(long segmentBytes, long maxBytes, boolean dropsOldest, boolean syncs) {
    /** For lanes that never lose a record. */
    public static final QueueLimits NEVER_DROPPED = new QueueLimits(4 << 20, 512L << 20, false, true);

    /** For telemetry: the newest minutes matter. */
    public static final QueueLimits NEWEST_KEPT = new QueueLimits(1 << 20, 16 << 20, true, false);
}
