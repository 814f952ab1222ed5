package robotaxi.benchmarks.manhattan;

import java.util.Arrays;

/** The Hungarian method over a full table, O(n^3): the judge of the product's sparse one, and the published fleet's own. */
public final class DenseAssignment {
    private final long[][] cost;
    private final int columns;
    private final long[] rowPrice;
    private final long[] columnPrice;
    private final int[] rowOf;
    private final int[] way;

    private DenseAssignment(long[][] cost, int columns) {
        this.cost = cost;
        this.columns = columns;
        this.rowPrice = new long[cost.length + 1];
        this.columnPrice = new long[columns + 1];
        this.rowOf = new int[columns + 1];
        this.way = new int[columns + 1];
    }

    /**
     * Solves.
     *
     * @param cost by row and column, at most as many rows as columns
     * @return the column of each row, by the least sum
     */
    public static int[] solve(long[][] cost) {
        if (cost.length == 0) {
            return new int[0];
        }
        var problem = new DenseAssignment(cost, cost[0].length);
        for (int row = 1; row <= cost.length; row++) {
            problem.add(row);
        }
        int[] columnOf = new int[cost.length];
        for (int column = 1; column <= problem.columns; column++) {
            if (problem.rowOf[column] > 0) {
                columnOf[problem.rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    private void add(int row) {
        rowOf[0] = row;
        long[] least = new long[columns + 1];
        Arrays.fill(least, Long.MAX_VALUE / 2);
        boolean[] used = new boolean[columns + 1];
        int at = 0;
        do {
            used[at] = true;
            at = step(at, least, used);
        } while (rowOf[at] != 0);
        while (at != 0) {
            rowOf[at] = rowOf[way[at]];
            at = way[at];
        }
    }

    private int step(int at, long[] least, boolean[] used) {
        int next = 0;
        long step = Long.MAX_VALUE / 2;
        for (int c = 1; c <= columns; c++) {
            if (!used[c]) {
                long reduced = cost[rowOf[at] - 1][c - 1] - rowPrice[rowOf[at]] - columnPrice[c];
                if (reduced < least[c]) {
                    least[c] = reduced;
                    way[c] = at;
                }
                if (least[c] < step) {
                    step = least[c];
                    next = c;
                }
            }
        }
        for (int c = 0; c <= columns; c++) {
            if (used[c]) {
                rowPrice[rowOf[c]] += step;
                columnPrice[c] -= step;
            } else {
                least[c] -= step;
            }
        }
        return next;
    }
}
