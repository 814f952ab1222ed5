package robotaxi.onboard.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes that a car's lanes may hold together: the sum of their limits. A lane that never drops and is over its own limit
 * borrows from those that drop; they give way in the order in which they were opened, the oldest file first. What another lane
 * that never drops is guaranteed is never lent.
 *
 * <p>It is the one lock of all its queues, so that taking from one for another cannot deadlock. Nobody waits for a disk under it
 * but when a file is full.
 */
public final class QueueBudget {
    private final List<LaneQueue> lanes = new ArrayList<>();

    synchronized void join(LaneQueue lane) {
        lanes.add(lane);
    }

    /** Makes room for a record; false if there is none to be had. */
    boolean makeRoom(LaneQueue lane, long size) throws IOException {
        while (!fits(lane, size)) {
            if (!reclaim(lane)) {
                return false;
            }
        }
        return true;
    }

    /** Gives up the oldest file that may go for this lane's sake; false if there is none. */
    boolean reclaim(LaneQueue by) throws IOException {
        if (by.limits().dropsOldest()) {
            return by.discardOldest();
        }
        for (LaneQueue lane : lanes) {
            if (lane.limits().dropsOldest() && lane.discardOldest()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a record of that size would be taken now. */
    boolean couldFit(LaneQueue lane, long size) {
        long pool = sum(true, LaneQueue::maxBytes);
        return excess(lane, size) == 0 || borrowed() - excess(lane, 0) + excess(lane, size) <= pool;
    }

    private boolean fits(LaneQueue lane, long size) {
        long pool = sum(true, LaneQueue::maxBytes);
        long droppable = sum(true, LaneQueue::bytes);
        if (lane.limits().dropsOldest()) {
            return lane.bytes() + size <= lane.maxBytes() && borrowed() + droppable + size <= pool;
        }
        long over = excess(lane, size);
        return over == 0 || borrowed() - excess(lane, 0) + over + droppable <= pool;
    }

    private long borrowed() {
        return sum(false, lane -> excess(lane, 0));
    }

    private static long excess(LaneQueue lane, long size) {
        return Math.max(0, lane.bytes() + size - lane.maxBytes());
    }

    private long sum(boolean dropsOldest, java.util.function.ToLongFunction<LaneQueue> what) {
        long sum = 0;
        for (LaneQueue lane : lanes) {
            if (lane.limits().dropsOldest() == dropsOldest) {
                sum += what.applyAsLong(lane);
            }
        }
        return sum;
    }
}
