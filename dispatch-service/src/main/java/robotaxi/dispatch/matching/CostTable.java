package robotaxi.dispatch.matching;

/** A sparse table of whole-number costs: the arcs of row r lie from {@code head[r]} up to {@code head[r + 1]}. */
final class CostTable {
    private final int[] head;
    private final int[] column;
    private final long[] cost;
    private final long[] unserved;

    /**
     * A table over arrays, which are not copied.
     *
     * @param head where each row's arcs begin, and where the last one's end
     * @param column column of each arc
     * @param cost cost of each arc, at least 0
     * @param unserved for each row the price of taking no column, at least 0
     */
    CostTable(int[] head, int[] column, long[] cost, long[] unserved) {
        this.head = head;
        this.column = column;
        this.cost = cost;
        this.unserved = unserved;
    }

    int rows() {
        return unserved.length;
    }

    int firstArc(int row) {
        return head[row];
    }

    int column(int arc) {
        return column[arc];
    }

    long cost(int arc) {
        return cost[arc];
    }

    long unserved(int row) {
        return unserved[row];
    }
}
