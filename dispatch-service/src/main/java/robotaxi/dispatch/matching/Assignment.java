package robotaxi.dispatch.matching;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cheapest assignment of rows to columns by successive shortest augmenting paths over a sparse cost table. Every row has
 * a private column "unserved" with a price of its own, so there always is an assignment. Whole-number costs and ties by
 * index make the answer the same on every machine.
 *
 * <p>Source: the shortest augmenting path method of Jonker and Volgenant (Computing 38, 1987), in its sparse form.
 */
final class Assignment {
    /** A row without a column of the table. */
    static final int UNSERVED = -1;

    private static final int NONE = -1;

    private final int rows;
    private final int columns;
    private final int[][] arcColumns;
    private final long[][] arcCosts;
    private final long[] unservedCosts;
    private final long[] price;
    private final int[] rowOf;
    private final int[] columnOf;

    /**
     * A problem.
     *
     * @param arcColumns for each row the columns it may take
     * @param arcCosts their costs, same shape
     * @param unservedCosts for each row the price of taking none
     */
    Assignment(int columns, int[][] arcColumns, long[][] arcCosts, long[] unservedCosts) {
        this.rows = arcColumns.length;
        this.columns = columns;
        this.arcColumns = arcColumns;
        this.arcCosts = arcCosts;
        this.unservedCosts = unservedCosts;
        this.price = new long[columns + rows];
        this.rowOf = new int[columns + rows];
        this.columnOf = new int[rows];
        Arrays.fill(rowOf, NONE);
        Arrays.fill(columnOf, NONE);
    }

    /** The column of each row, or {@link #UNSERVED}. */
    int[] solve() {
        for (int row = 0; row < rows; row++) {
            augment(row);
        }
        int[] answer = new int[rows];
        for (int row = 0; row < rows; row++) {
            answer[row] = columnOf[row] < columns ? columnOf[row] : UNSERVED;
        }
        return answer;
    }

    private void augment(int start) {
        long[] distance = new long[columns + rows];
        int[] previous = new int[columns + rows];
        Arrays.fill(distance, Long.MAX_VALUE);
        Set<Integer> settled = new TreeSet<>();
        var heap =
                new PriorityQueue<long[]>((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        int row = start;
        long base = 0;
        while (true) {
            long offset = row == start ? 0 : base - (cost(row, columnOf[row]) - price[columnOf[row]]);
            for (int a = 0; a < arcColumns[row].length; a++) {
                relax(row, arcColumns[row][a], arcCosts[row][a], offset, distance, previous, settled, heap);
            }
            relax(row, columns + row, unservedCosts[row], offset, distance, previous, settled, heap);
            int column = next(heap, settled);
            settled.add(column);
            base = distance[column];
            if (rowOf[column] == NONE) {
                for (int s : settled) {
                    price[s] += distance[s] - base;
                }
                flip(column, start, previous);
                return;
            }
            row = rowOf[column];
        }
    }

    private void relax(
            int row,
            int column,
            long cost,
            long offset,
            long[] distance,
            int[] previous,
            Set<Integer> settled,
            Queue<long[]> heap) {
        long reached = cost - price[column] + offset;
        if (!settled.contains(column) && reached < distance[column]) {
            distance[column] = reached;
            previous[column] = row;
            heap.add(new long[] {reached, column});
        }
    }

    private static int next(Queue<long[]> heap, Set<Integer> settled) {
        while (true) {
            long[] entry = heap.remove();
            if (!settled.contains((int) entry[1])) {
                return (int) entry[1];
            }
        }
    }

    private void flip(int free, int start, int[] previous) {
        int column = free;
        while (true) {
            int row = previous[column];
            int freed = columnOf[row];
            columnOf[row] = column;
            rowOf[column] = row;
            if (row == start) {
                return;
            }
            column = freed;
        }
    }

    private long cost(int row, int column) {
        if (column >= columns) {
            return unservedCosts[row];
        }
        for (int a = 0; a < arcColumns[row].length; a++) {
            if (arcColumns[row][a] == column) {
                return arcCosts[row][a];
            }
        }
        throw new IllegalStateException("row " + row + " holds a column that it has no arc to");
    }

    /**
     * The proof of optimality: with u(r) = c(r, col) - price[col], every arc has c - u - price >= 0, prices are at most 0, and
     * free columns cost nothing.
     */
    boolean isProvenOptimal() {
        for (int row = 0; row < rows; row++) {
            long u = cost(row, columnOf[row]) - price[columnOf[row]];
            if (unservedCosts[row] - u - price[columns + row] < 0) {
                return false;
            }
            for (int a = 0; a < arcColumns[row].length; a++) {
                if (arcCosts[row][a] - u - price[arcColumns[row][a]] < 0) {
                    return false;
                }
            }
        }
        for (int column = 0; column < price.length; column++) {
            if (price[column] > 0 || (rowOf[column] == NONE && price[column] != 0)) {
                return false;
            }
        }
        return true;
    }
}
