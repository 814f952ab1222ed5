package robotaxi.onboard.queue;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads that wait for the disk at the same time share one wait. */
final class GroupCommit {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private boolean forcing;
    private long failedUpTo;
    private volatile long safeUpTo;

    /** What one wait covers: every record up to the sequence is in this file, or in an older one that is safe. */
    record Written(long upTo, RecordFile file) {}

    /** Answers what is written at the moment. */
    interface Snapshot {
        Written written();
    }

    /** Every record up to it is on the disk. */
    long safeUpTo() {
        return safeUpTo;
    }

    /** All up to the sequence came to be on the disk in another way. */
    void safe(long sequence) {
        lock.lock();
        try {
            safeUpTo = Math.max(safeUpTo, sequence);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody may count on what was written up to the sequence and is not safe yet. */
    void failed(long sequence) {
        lock.lock();
        try {
            failedUpTo = Math.max(failedUpTo, sequence);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when the record is on the disk.
     *
     * @throws IOException if the disk failed. The system reports that once and forgets the bytes, so whoever waited for the same
     *     bytes is refused too rather than told "safe" by a second try
     */
    void await(long sequence, Snapshot snapshot) throws IOException {
        lock.lock();
        try {
            while (safeUpTo < sequence) {
                if (sequence <= failedUpTo) {
                    throw new IOException("the disk failed before the record was safe");
                } else if (forcing) {
                    moved.awaitUninterruptibly();
                } else {
                    lead(snapshot);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead(Snapshot snapshot) throws IOException {
        forcing = true;
        lock.unlock();
        Written written = snapshot.written();
        boolean done = false;
        try {
            written.file().force();
            done = true;
        } finally {
            lock.lock();
            forcing = false;
            if (done) {
                safeUpTo = Math.max(safeUpTo, written.upTo());
            } else {
                failedUpTo = Math.max(failedUpTo, written.upTo());
            }
            moved.signalAll();
        }
    }
}
