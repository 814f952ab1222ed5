package robotaxi.dispatch.matching;

import java.util.Arrays;

/**
 * The least cost of a full table, rows at most columns: the Hungarian method with potentials over all of it, O(n^3). Nothing
 * of the product's way is in it.
 */
final class DenseAssignment {
    private DenseAssignment() {}

    /** The least sum of one cost from each row, no column twice. */
    static long leastCost(long[][] cost, int columns) {
        int rows = cost.length;
        long[] u = new long[rows + 1];
        long[] v = new long[columns + 1];
        int[] rowOf = new int[columns + 1];
        int[] way = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            int at = 0;
            long[] least = new long[columns + 1];
            boolean[] used = new boolean[columns + 1];
            Arrays.fill(least, Long.MAX_VALUE / 2);
            do {
                used[at] = true;
                int next = 0;
                long step = Long.MAX_VALUE / 2;
                for (int c = 1; c <= columns; c++) {
                    if (!used[c]) {
                        long reduced = cost[rowOf[at] - 1][c - 1] - u[rowOf[at]] - v[c];
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
                        u[rowOf[c]] += step;
                        v[c] -= step;
                    } else {
                        least[c] -= step;
                    }
                }
                at = next;
            } while (rowOf[at] != 0);
            while (at != 0) {
                rowOf[at] = rowOf[way[at]];
                at = way[at];
            }
        }
        long sum = 0;
        for (int c = 1; c <= columns; c++) {
            sum += rowOf[c] == 0 ? 0 : cost[rowOf[c] - 1][c - 1];
        }
        return sum;
    }
}
