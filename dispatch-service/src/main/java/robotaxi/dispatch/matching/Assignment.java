package robotaxi.dispatch.matching;

import java.util.Arrays;
import robotaxi.dispatch.routing.LongHeap;

/**
 * The cheapest assignment of rows to columns by successive shortest augmenting paths over a sparse cost table. Every row has
 * a private column "unserved" with a price of its own, so there always is an assignment. Whole-number costs and ties by
 * index make the answer the same on every machine.
 *
 * <p>Source: the shortest augmenting path method of Jonker and Volgenant (Computing 38, 1987), in its sparse form. A path
 * costs what it touches: marks with the path's number stand for clearing the arrays.
 */
final class Assignment {
    /** A row without a column of the table. */
    static final int UNSERVED = -1;

    private static final int NONE = -1;

    /** Room for a column's number below its distance in one long; leaves 2^40 ms for the distance. */
    private static final int COLUMN_BITS = 23;

    private final int columns;
    private final CostTable table;
    private final long[] price;
    private final int[] rowOf;
    private final int[] columnOf;
    private final long[] heldCost;

    private final long[] distance;
    private final int[] previousRow;
    private final long[] previousCost;
    private final int[] reachedIn;
    private final int[] settledIn;
    private final int[] settled;
    private final LongHeap heap = new LongHeap();
    private int path;
    private long nearestFree;

    /** A problem. */
    Assignment(int columns, CostTable table) {
        int rows = table.rows();
        int all = columns + rows;
        if (all >= 1 << COLUMN_BITS) {
            throw new IllegalArgumentException(all + " rows and columns are too many for one market");
        }
        this.columns = columns;
        this.table = table;
        this.price = new long[all];
        this.rowOf = new int[all];
        this.columnOf = new int[rows];
        this.heldCost = new long[rows];
        this.distance = new long[all];
        this.previousRow = new int[all];
        this.previousCost = new long[all];
        this.reachedIn = new int[all];
        this.settledIn = new int[all];
        this.settled = new int[all];
        Arrays.fill(rowOf, NONE);
        Arrays.fill(columnOf, NONE);
    }

    /** The column of each row, or {@link #UNSERVED}. */
    int[] solve() {
        for (int row = 0; row < columnOf.length; row++) {
            augment(row);
        }
        int[] answer = new int[columnOf.length];
        for (int row = 0; row < answer.length; row++) {
            answer[row] = columnOf[row] < columns ? columnOf[row] : UNSERVED;
        }
        return answer;
    }

    /** What a row pays at the solution's prices (its dual value); no arc dearer than this would have improved the whole. */
    long worthOf(int row) {
        return Math.min(heldCost[row] - price[columnOf[row]], table.unserved(row));
    }

    /** What the solution costs, the price of those unserved included. */
    long costMillis() {
        return Arrays.stream(heldCost).sum();
    }

    /** What a column's scarcity is worth to the rows (its dual value), at most 0. */
    long priceOf(int column) {
        return price[column];
    }

    private void augment(int start) {
        path++;
        heap.clear();
        int found = 0;
        int row = start;
        long base = 0;
        nearestFree = Long.MAX_VALUE;
        while (true) {
            long offset = row == start ? 0 : base - (heldCost[row] - price[columnOf[row]]);
            for (int arc = table.firstArc(row); arc < table.firstArc(row + 1); arc++) {
                relax(row, table.column(arc), table.cost(arc), offset);
            }
            relax(row, columns + row, table.unserved(row), offset);
            int column = nextColumn();
            settledIn[column] = path;
            settled[found++] = column;
            base = distance[column];
            if (rowOf[column] == NONE) {
                for (int i = 0; i < found; i++) {
                    price[settled[i]] += distance[settled[i]] - base;
                }
                flip(column, start);
                return;
            }
            row = rowOf[column];
        }
    }

    private void relax(int row, int column, long cost, long offset) {
        // No price is above 0, so this path would be no shorter than one that has come to its end already.
        if (cost + offset >= nearestFree) {
            return;
        }
        long reached = cost - price[column] + offset;
        if (reached < nearestFree
                && settledIn[column] != path
                && (reachedIn[column] != path || reached < distance[column])) {
            reachedIn[column] = path;
            distance[column] = reached;
            previousRow[column] = row;
            previousCost[column] = cost;
            heap.push(reached << COLUMN_BITS | column);
            if (rowOf[column] == NONE) {
                nearestFree = reached;
            }
        }
    }

    private int nextColumn() {
        while (true) {
            int column = (int) (heap.pop() & ((1 << COLUMN_BITS) - 1));
            if (settledIn[column] != path) {
                return column;
            }
        }
    }

    private void flip(int free, int start) {
        int column = free;
        while (true) {
            int row = previousRow[column];
            int freed = columnOf[row];
            columnOf[row] = column;
            heldCost[row] = previousCost[column];
            rowOf[column] = row;
            if (row == start) {
                return;
            }
            column = freed;
        }
    }

    /**
     * The proof of optimality: with u(r) = c(r, col) - price[col], every arc has c - u - price >= 0, prices are at most 0, and
     * free columns cost nothing.
     */
    boolean isProvenOptimal() {
        for (int row = 0; row < columnOf.length; row++) {
            boolean isHeld = columnOf[row] == columns + row && heldCost[row] == table.unserved(row);
            long u = heldCost[row] - price[columnOf[row]];
            if (table.unserved(row) - u - price[columns + row] < 0) {
                return false;
            }
            for (int arc = table.firstArc(row); arc < table.firstArc(row + 1); arc++) {
                int column = table.column(arc);
                isHeld |= column == columnOf[row] && table.cost(arc) == heldCost[row];
                if (table.cost(arc) - u - price[column] < 0) {
                    return false;
                }
            }
            if (!isHeld || rowOf[columnOf[row]] != row) {
                return false;
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
