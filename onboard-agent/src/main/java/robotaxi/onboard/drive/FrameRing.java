package robotaxi.onboard.drive;

import java.util.Optional;
import java.util.TreeMap;

/** The newest frames of the front camera in the order of their time, whatever order they came in. */
public final class FrameRing {
    private static final int KEPT = 8;
    private static final long APART_US = 200_000;
    private final TreeMap<Long, Frame> frames = new TreeMap<>();

    /** Adds a frame; false when one of that time is here already. */
    public synchronized boolean add(Frame frame) {
        boolean isNew = frames.putIfAbsent(frame.timeUs(), frame) == null;
        if (frames.size() > KEPT) {
            frames.pollFirstEntry();
        }
        return isNew;
    }

    /** Forgets all. */
    public synchronized void clear() {
        frames.clear();
    }

    /** The newest frame. */
    public synchronized Optional<Frame> newest() {
        return frames.isEmpty()
                ? Optional.empty()
                : Optional.of(frames.lastEntry().getValue());
    }

    /** The frame nearest to 0.2 s before another; itself if it is alone. */
    public synchronized Frame before(Frame newest) {
        Frame best = newest;
        long bestError = Long.MAX_VALUE;
        for (Frame frame : frames.headMap(newest.timeUs(), false).values()) {
            long error = Math.abs(newest.timeUs() - APART_US - frame.timeUs());
            if (error < bestError && error < 300_000) {
                best = frame;
                bestError = error;
            }
        }
        return best;
    }
}
