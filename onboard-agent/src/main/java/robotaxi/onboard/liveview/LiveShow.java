package robotaxi.onboard.liveview;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the car sees for as long as somebody wants to see it, and costs nothing else.
 * <pre>
 *   DARK ──order──▶ SHOWING ──order: again, or for another view──▶ SHOWING
 *     ▲                │ order: no more; the time is up
 *     └────────────────┘
 * </pre>
 * One view is under way at a time, and the next waits until the bytes of the one before are paid for, so no two seconds together take more than
 * the limit and one view. Not safe for use by several threads: its owner guards it.
 */
public final class LiveShow {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Settings settings;
    private @Nullable String viewId;
    private long endsNanos;
    private long nextNanos;
    private boolean hasBegun;
    private boolean underWay;

    /**
     * How much is shown.
     *
     * @param everyNanos time between two views
     * @param bytesPerSecond what all of them may take of the link
     * @param longestSeconds what an order may ask for at most
     */
    public record Settings(long everyNanos, long bytesPerSecond, long longestSeconds) {
        /** Two views a second, 60 kB a second, five minutes. */
        public static final Settings USUAL = new Settings(SECOND_NANOS / 2, 60_000, 300);
    }

    /** Nothing is shown yet. */
    public LiveShow(Settings settings) {
        this.settings = settings;
    }

    /**
     * An order.
     *
     * @param seconds for so long from now; 0 ends the view of this id, and no other
     * @param nowNanos monotonic
     */
    public void order(String id, long seconds, long nowNanos) {
        if (seconds > 0) {
            if (!hasBegun) {
                nextNanos = nowNanos;
                hasBegun = true;
            }
            viewId = id;
            endsNanos = nowNanos + Math.min(seconds, settings.longestSeconds()) * SECOND_NANOS;
        } else if (id.equals(viewId)) {
            viewId = null;
        }
    }

    /** The view that is shown now; empty if nobody watches. */
    public Optional<String> viewId(long nowNanos) {
        if (viewId != null && nowNanos - endsNanos >= 0) {
            viewId = null;
        }
        return Optional.ofNullable(viewId);
    }

    /**
     * The view that something is to be shown for now. Whoever gets one says {@link #shown} in the end.
     *
     * @param keepsUp whether the fleet has got what was shown before; asked only when all else is well
     */
    public Optional<String> due(long nowNanos, BooleanSupplier keepsUp) {
        Optional<String> now = viewId(nowNanos);
        if (now.isEmpty() || underWay || nowNanos - nextNanos < 0 || !keepsUp.getAsBoolean()) {
            return Optional.empty();
        }
        underWay = true;
        nextNanos = nowNanos;
        return now;
    }

    /** What was due is on its way, with so many bytes. */
    public void shown(long bytes) {
        underWay = false;
        nextNanos += Math.max(settings.everyNanos(), bytes * SECOND_NANOS / settings.bytesPerSecond());
    }
}
