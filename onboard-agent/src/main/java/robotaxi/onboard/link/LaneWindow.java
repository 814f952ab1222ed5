package robotaxi.onboard.link;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.queue.LaneQueue;
import robotaxi.onboard.queue.LaneQueue.Entry;

/** What of a lane is under way on one stream: never more records than the gateway gave credit for. */
public final class LaneWindow {
    /** A lane with more records waiting is under pressure. */
    private static final long PRESSURE_RECORDS = 64;

    private static final long NOT_HELD = Long.MAX_VALUE;

    private final LaneQueue queue;
    private final BiPredicate<Entry, Entry> superseded;
    private final ArrayDeque<Long> inFlight = new ArrayDeque<>();
    private @Nullable Entry peeked;
    private long peekedAfter;
    private long sentUpTo;
    private long heldAt = NOT_HELD;
    private int credit;

    /**
     * Begins with what the gateway says is durable already, and with its first credit.
     *
     * @param superseded under pressure, whether a record may be left out because the next one says all that matters
     */
    public LaneWindow(LaneQueue queue, long durableSequence, int credit, BiPredicate<Entry, Entry> superseded) {
        this.queue = queue;
        this.credit = credit;
        this.superseded = superseded;
        if (durableSequence > queue.lastSequence()) {
            // This disk never gave out those sequences: it is not the one that the gateway remembers. What is on it is
            // not
            // durable, and new records must not be taken for old ones.
            queue.skipTo(durableSequence);
        } else {
            acknowledge(durableSequence);
        }
    }

    /**
     * A record to send.
     *
     * @param conflated records before it that are left out, since this one says all that matters
     */
    public record Next(Entry entry, int conflated) {}

    /** The next record that may be sent; counts as sent from then on. */
    public Optional<Next> take() {
        if (heldAt != NOT_HELD || inFlight.size() >= credit) {
            return Optional.empty();
        }
        Optional<Next> taken = next(sentUpTo).map(this::newestOfItsKind);
        taken.ifPresent(next -> {
            sentUpTo = next.entry().sequence();
            inFlight.add(sentUpTo);
        });
        return taken;
    }

    private Next newestOfItsKind(Entry first) {
        Entry entry = first;
        int conflated = 0;
        while (queue.lastSequence() - entry.sequence() > PRESSURE_RECORDS) {
            Optional<Entry> newer = next(entry.sequence());
            if (newer.isEmpty() || !superseded.test(entry, newer.get())) {
                break;
            }
            entry = newer.get();
            conflated++;
        }
        return new Next(entry, conflated);
    }

    // What was looked at but not taken is the next to be taken.
    private Optional<Entry> next(long after) {
        if (peeked == null || peekedAfter != after) {
            peeked = queue.next(after).orElse(null);
            peekedAfter = after;
        }
        return Optional.ofNullable(peeked);
    }

    /** All up to the sequence is durable. */
    public void acknowledge(long durableSequence) {
        queue.acknowledge(durableSequence);
        while (!inFlight.isEmpty() && inFlight.peekFirst() <= durableSequence) {
            inFlight.removeFirst();
        }
        sentUpTo = Math.max(sentUpTo, Math.min(durableSequence, queue.lastSequence()));
    }

    /** The gateway never wants this record, which goes into quarantine; later ones go on. */
    public void refuse(long sequence) {
        if (inFlight.remove(sequence)) {
            queue.next(sequence - 1)
                    .filter(entry -> entry.sequence() == sequence)
                    .ifPresent(queue::setAside);
        }
    }

    /**
     * The gateway wants this record later: nothing is sent until {@link #release}. False if that was known. The record may have gone
     * out on an older stream and not yet on this one; the gateway waits for the release all the same.
     */
    public boolean hold(long sequence) {
        boolean isNew = sequence < heldAt;
        if (isNew) {
            heldAt = sequence;
        }
        return isNew;
    }

    /** Sends from the held record on again. */
    public void release() {
        if (heldAt != NOT_HELD) {
            long from = heldAt;
            inFlight.removeIf(sent -> sent >= from);
            sentUpTo = Math.min(sentUpTo, from - 1);
            heldAt = NOT_HELD;
        }
    }

    /** Records that may be under way at once; 0 pauses the lane. */
    public void credit(int records) {
        credit = records;
    }
}
