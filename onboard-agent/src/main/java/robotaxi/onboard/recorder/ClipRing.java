package robotaxi.onboard.recorder;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last 30 seconds of a car. A trigger holds them until 10 seconds after it, and then they are a clip. */
public final class ClipRing {
    /** Kept before a trigger. */
    public static final long BEFORE_US = 30_000_000;

    /** Kept after a trigger. */
    public static final long AFTER_US = 10_000_000;

    private final ArrayDeque<Moment> moments = new ArrayDeque<>();
    private @Nullable Pending pending;
    private long newestUs;

    private record Pending(String eventId, String trigger, String releaseId, String manifestSha256, long timeUs) {}

    /** Keeps a moment and lets go of what is too old. */
    public synchronized void add(Moment moment) {
        moments.addLast(moment);
        newestUs = Math.max(newestUs, moment.timeUs());
        long oldestUs = (pending == null ? newestUs : pending.timeUs) - BEFORE_US;
        while (!moments.isEmpty() && moments.peekFirst().timeUs() < oldestUs) {
            moments.removeFirst();
        }
    }

    /** Asks for a clip; false when one is being recorded already, which then shows this moment too. */
    public synchronized boolean trigger(
            String eventId, String trigger, String releaseId, String manifestSha256, long timeUs) {
        if (pending != null) {
            return false;
        }
        pending = new Pending(eventId, trigger, releaseId, manifestSha256, timeUs);
        return true;
    }

    /** Whether a clip is being recorded. */
    public synchronized boolean isRecording() {
        return pending != null;
    }

    /** The clip, once its last second is here. */
    public synchronized Optional<Clip> due(long nowUs) {
        return pending != null && nowUs >= pending.timeUs + AFTER_US ? Optional.of(cut(pending)) : Optional.empty();
    }

    /** The clip as far as it goes: the car is being switched off. */
    public synchronized Optional<Clip> flush() {
        return pending == null ? Optional.empty() : Optional.of(cut(pending));
    }

    private Clip cut(Pending asked) {
        pending = null;
        List<Moment> kept = moments.stream()
                .filter(moment ->
                        moment.timeUs() >= asked.timeUs - BEFORE_US && moment.timeUs() <= asked.timeUs + AFTER_US)
                .sorted(Comparator.comparingLong(Moment::timeUs))
                .toList();
        return new Clip(asked.eventId, asked.trigger, asked.releaseId, asked.manifestSha256, asked.timeUs, kept);
    }
}
