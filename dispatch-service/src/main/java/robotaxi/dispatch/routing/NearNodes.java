package robotaxi.dispatch.routing;

/** The nodes from which one gets to a place soonest, nearest first, of equally near ones the least number first. */
public final class NearNodes {
    private final long[] entries;
    private final boolean isAll;

    /**
     * Over an array, which is not copied.
     *
     * @param entries milliseconds above node, in order
     * @param isAll whether no other node leads to the place
     */
    NearNodes(long[] entries, boolean isAll) {
        this.entries = entries;
        this.isAll = isAll;
    }

    /** How many there are here. */
    public int size() {
        return entries.length;
    }

    /** Whether no other node leads to the place. */
    public boolean isAll() {
        return isAll;
    }

    /** The i-th nearest node. */
    public int node(int i) {
        return (int) entries[i];
    }

    /** Travel time from the i-th nearest node, in milliseconds. */
    public int millis(int i) {
        return (int) (entries[i] >>> 32);
    }
}
