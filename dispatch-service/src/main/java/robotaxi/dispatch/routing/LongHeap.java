package robotaxi.dispatch.routing;

import java.util.Arrays;

/** A binary heap of whole numbers, least first. Whoever packs a key above an index gets ties in the order of the index. */
public final class LongHeap {
    private long[] entries = new long[256];
    private int size;

    /** An empty heap. */
    public LongHeap() {}

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    /** Puts a number in. */
    public void push(long entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        int i = size++;
        while (i > 0 && entries[(i - 1) >>> 1] > entry) {
            entries[i] = entries[(i - 1) >>> 1];
            i = (i - 1) >>> 1;
        }
        entries[i] = entry;
    }

    /** The least number, which stays in; there must be one. */
    public long peek() {
        return entries[0];
    }

    /** Takes the least number out; there must be one. */
    public long pop() {
        long top = entries[0];
        long last = entries[--size];
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && entries[child + 1] < entries[child]) {
                child++;
            }
            if (entries[child] >= last) {
                break;
            }
            entries[i] = entries[child];
            i = child;
        }
        entries[i] = last;
        return top;
    }
}
