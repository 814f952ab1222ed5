package robotaxi.onboard.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.drive.Calibration;

/**
 * The last 30 seconds of a car, in so much memory as it may have. A trigger holds them until 10 seconds after it, and then they are a
 * clip; one that comes meanwhile makes the same clip longer.
 */
public final class ClipRing {
    /** Kept before a trigger. */
    public static final long BEFORE_US = 30_000_000;

    /** Kept after a trigger. */
    public static final long AFTER_US = 10_000_000;

    /** Longest time from the first trigger of a clip to its end. */
    public static final long LONGEST_US = 120_000_000;

    private static final String FULL = "the memory for recordings is full";

    private final long budgetBytes;
    private final ArrayDeque<Moment> moments = new ArrayDeque<>();
    private final Map<String, Calibration> calibrations = new LinkedHashMap<>();
    private @Nullable Pending pending;
    private long newestUs;
    private long heldBytes;
    private long droppedUntilUs = Long.MIN_VALUE;

    /** A clip that is being recorded. */
    private static final class Pending {
        private final List<Clip.Mark> marks = new ArrayList<>();
        private final String releaseId;
        private final String manifestSha256;

        private Pending(Clip.Mark first, String releaseId, String manifestSha256) {
            this.marks.add(first);
            this.releaseId = releaseId;
            this.manifestSha256 = manifestSha256;
        }

        private long firstUs() {
            return marks.getFirst().timeUs();
        }

        private long untilUs() {
            long last = marks.stream().mapToLong(Clip.Mark::timeUs).max().orElseThrow();
            return Math.min(last + AFTER_US, firstUs() + LONGEST_US);
        }
    }

    /** That may hold so many bytes. */
    public ClipRing(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /** A camera as it is built. */
    public synchronized void calibrated(Calibration calibration) {
        calibrations.put(calibration.cameraId(), calibration);
    }

    /** Keeps a moment and lets go of what is too old. */
    public synchronized void add(Moment moment) {
        moments.addLast(moment);
        heldBytes += moment.bytes();
        newestUs = Math.max(newestUs, moment.timeUs());
        long oldestUs = (pending == null ? newestUs : pending.firstUs()) - BEFORE_US;
        while (!moments.isEmpty() && moments.getFirst().timeUs() < oldestUs) {
            removeOldest();
        }
        // What a clip waits for is not given up: it ends early instead.
        while (pending == null && heldBytes > budgetBytes) {
            droppedUntilUs = removeOldest();
        }
    }

    private long removeOldest() {
        Moment oldest = moments.removeFirst();
        heldBytes -= oldest.bytes();
        return oldest.timeUs();
    }

    /** World time of the newest moment. */
    public synchronized long newestUs() {
        return newestUs;
    }

    /** Asks for a clip, or joins the one that is being recorded. */
    public synchronized void trigger(Clip.Mark mark, String releaseId, String manifestSha256) {
        if (pending == null) {
            pending = new Pending(mark, releaseId, manifestSha256);
        } else {
            pending.marks.add(mark);
        }
    }

    /** Whether a clip is being recorded. */
    public synchronized boolean isRecording() {
        return pending != null;
    }

    /** The clip, once its last second is here, or there is no room for more of it. */
    public synchronized Optional<Clip> due(long nowUs) {
        if (pending == null) {
            return Optional.empty();
        }
        boolean isFull = heldBytes > budgetBytes;
        return isFull || nowUs >= pending.untilUs() ? Optional.of(take(pending, isFull ? FULL : "")) : Optional.empty();
    }

    /** The clip as far as it goes: the car is being switched off. */
    public synchronized Optional<Clip> flush() {
        if (pending == null) {
            return Optional.empty();
        }
        return Optional.of(take(pending, "the car was switched off"));
    }

    private Clip take(Pending asked, String endedEarly) {
        pending = null;
        long from = asked.firstUs() - BEFORE_US;
        long to = asked.untilUs();
        List<Moment> kept = moments.stream()
                .filter(moment -> moment.timeUs() >= from && moment.timeUs() <= to)
                .sorted(Comparator.comparingLong(Moment::timeUs))
                .toList();
        return new Clip(
                asked.marks,
                asked.releaseId,
                asked.manifestSha256,
                endedEarly.isEmpty() && droppedUntilUs >= from ? FULL : endedEarly,
                List.copyOf(calibrations.values()),
                kept);
    }
}
