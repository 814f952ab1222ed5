package robotaxi.onboard.queue;

import java.io.IOException;
import java.util.Arrays;

/**
 * Records with consecutive sequences, one behind the other in a file. Only every 32nd's position is remembered (an eighth of a
 * byte a record); those between are found by walking over the lengths.
 */
final class Run {
    private static final int MARK_EVERY = 32;

    private final long first;
    private long count;
    private int[] marks = new int[4];
    private long walkedTo;
    private long walkedPosition;

    Run(long first) {
        this.first = first;
        this.walkedTo = first;
    }

    long first() {
        return first;
    }

    /** Newest sequence. */
    long last() {
        return first + count - 1;
    }

    void add(long position) {
        if (count % MARK_EVERY == 0) {
            int mark = (int) (count / MARK_EVERY);
            if (mark == marks.length) {
                marks = Arrays.copyOf(marks, marks.length * 2);
            }
            marks[mark] = (int) position;
        }
        count++;
    }

    /** Records after a sequence. */
    long countAfter(long sequence) {
        return Math.clamp(last() - sequence, 0, count);
    }

    /** Where a record of this run is. */
    long position(long sequence, RecordFile file) throws IOException {
        int mark = (int) ((sequence - first) / MARK_EVERY);
        long at = first + (long) mark * MARK_EVERY;
        long position = marks[mark];
        if (walkedTo > at && walkedTo <= sequence) {
            at = walkedTo;
            position = walkedPosition;
        }
        while (at < sequence) {
            position = file.after(position);
            at++;
        }
        walkedTo = at;
        walkedPosition = position;
        return position;
    }
}
