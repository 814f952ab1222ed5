package robotaxi.onboard.link;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import robotaxi.onboard.queue.LaneQueue;

/** What of a lane is under way on one stream: never more than the gateway gave credit for. */
public final class LaneWindow {
    private final LaneQueue queue;
    private final ArrayDeque<Long> inFlight = new ArrayDeque<>();
    private final Set<Long> refused = new HashSet<>();
    private long sentUpTo;
    private int credit;

    /** Begins with what the gateway says is durable already, and with its first credit. */
    public LaneWindow(LaneQueue queue, long durableSequence, int credit) {
        this.queue = queue;
        this.credit = credit;
        acknowledge(durableSequence);
    }

    /** The next record that may be sent; counts as sent from then on. */
    public Optional<LaneQueue.Entry> take() {
        while (inFlight.size() < credit) {
            Optional<LaneQueue.Entry> entry = queue.next(sentUpTo);
            if (entry.isEmpty()) {
                return entry;
            }
            sentUpTo = entry.get().sequence();
            if (!refused.contains(sentUpTo)) {
                inFlight.add(sentUpTo);
                return entry;
            }
        }
        return Optional.empty();
    }

    /** All up to the sequence is durable. */
    public void acknowledge(long durableSequence) {
        queue.acknowledge(durableSequence);
        while (!inFlight.isEmpty() && inFlight.peekFirst() <= durableSequence) {
            inFlight.removeFirst();
        }
        refused.removeIf(sequence -> sequence <= durableSequence);
        sentUpTo = Math.max(sentUpTo, durableSequence);
    }

    /** The gateway never wants this record; later ones go on. */
    public void refuse(long sequence) {
        refused.add(sequence);
        inFlight.remove(sequence);
    }

    /** Sends from this record on again. */
    public void rewindTo(long sequence) {
        if (sequence <= sentUpTo) {
            inFlight.removeIf(sent -> sent >= sequence);
            sentUpTo = sequence - 1;
        }
    }

    /** Records that may be under way at once. */
    public void credit(int records) {
        credit = records;
    }
}
