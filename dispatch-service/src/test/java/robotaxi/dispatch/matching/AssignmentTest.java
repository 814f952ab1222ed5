package robotaxi.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentTest {
    private static final long INFINITE = Long.MAX_VALUE / 4;

    /** A problem drawn by a seed: some rows reach few columns or none, and equal costs are common. */
    private static final class Problem {
        private final int columns;
        private final int[][] arcColumns;
        private final long[][] arcCosts;
        private final long[] unserved;

        private Problem(int columns, int[][] arcColumns, long[][] arcCosts, long[] unserved) {
            this.columns = columns;
            this.arcColumns = arcColumns;
            this.arcCosts = arcCosts;
            this.unserved = unserved;
        }

        static Problem of(long seed, int mostRows, int mostColumns) {
            var random = new Random(seed);
            int rows = random.nextInt(mostRows + 1);
            int columns = random.nextInt(mostColumns + 1);
            double density = random.nextDouble();
            int dearest = 1 + random.nextInt(40);
            int[][] arcColumns = new int[rows][];
            long[][] arcCosts = new long[rows][];
            long[] unserved = new long[rows];
            for (int r = 0; r < rows; r++) {
                arcColumns[r] = random.ints(columns, 0, 1_000)
                        .map(drawn -> drawn < density * 1_000 ? 1 : 0)
                        .toArray();
                int[] has = arcColumns[r];
                arcColumns[r] = java.util.stream.IntStream.range(0, columns)
                        .filter(c -> has[c] == 1)
                        .toArray();
                arcCosts[r] = random.longs(arcColumns[r].length, 0, dearest).toArray();
                unserved[r] = random.nextInt(60);
            }
            return new Problem(columns, arcColumns, arcCosts, unserved);
        }

        Assignment assignment() {
            return new Assignment(columns, table());
        }

        CostTable table() {
            int[] head = new int[arcColumns.length + 1];
            for (int r = 0; r < arcColumns.length; r++) {
                head[r + 1] = head[r] + arcColumns[r].length;
            }
            return new CostTable(
                    head,
                    Arrays.stream(arcColumns).flatMapToInt(Arrays::stream).toArray(),
                    Arrays.stream(arcCosts).flatMapToLong(Arrays::stream).toArray(),
                    unserved);
        }

        /** The same as a full table: what is no arc is dearer than any answer, and each row has its private column. */
        long leastDenseCost() {
            int rows = arcColumns.length;
            long[][] dense = new long[rows][columns + rows];
            for (int r = 0; r < rows; r++) {
                Arrays.fill(dense[r], 1_000_000);
                dense[r][columns + r] = unserved[r];
                for (int a = 0; a < arcColumns[r].length; a++) {
                    dense[r][arcColumns[r][a]] = arcCosts[r][a];
                }
            }
            return DenseAssignment.leastCost(dense, columns + rows);
        }

        /** The answer's cost; fails if it is no assignment at all. */
        long costOf(int[] answer) {
            Set<Integer> taken = new HashSet<>();
            long cost = 0;
            for (int r = 0; r < answer.length; r++) {
                if (answer[r] == Assignment.UNSERVED) {
                    cost += unserved[r];
                } else {
                    assertThat(taken.add(answer[r]))
                            .as("column %d is used once", answer[r])
                            .isTrue();
                    int arc = Arrays.binarySearch(arcColumns[r], answer[r]);
                    assertThat(arc).as("row %d reaches column %d", r, answer[r]).isNotNegative();
                    cost += arcCosts[r][arc];
                }
            }
            return cost;
        }

        /** Row by row over every set of columns already taken. */
        long leastCost() {
            long[] best = new long[1 << columns];
            Arrays.fill(best, INFINITE);
            best[0] = 0;
            for (int r = 0; r < arcColumns.length; r++) {
                long[] next = new long[1 << columns];
                Arrays.fill(next, INFINITE);
                for (int taken = 0; taken < best.length; taken++) {
                    next[taken] = Math.min(next[taken], best[taken] + unserved[r]);
                    for (int a = 0; a < arcColumns[r].length; a++) {
                        int bit = 1 << arcColumns[r][a];
                        if ((taken & bit) == 0) {
                            next[taken | bit] = Math.min(next[taken | bit], best[taken] + arcCosts[r][a]);
                        }
                    }
                }
                best = next;
            }
            return Arrays.stream(best).min().orElseThrow();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void smallProblemsAreSolvedAsCheaplyAsEveryOtherWayTried(long seed) {
        Problem problem = Problem.of(seed, 8, 8);
        Assignment assignment = problem.assignment();
        int[] answer = assignment.solve();
        assertThat(problem.costOf(answer)).isEqualTo(problem.leastCost());
        assertThat(assignment.isProvenOptimal()).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void largerProblemsCostWhatTheDenseSolverFinds(long seed) {
        Problem problem = Problem.of(seed + 1_000, 60, 80);
        Assignment assignment = problem.assignment();
        long cost = problem.costOf(assignment.solve());
        assertThat(cost).isEqualTo(problem.leastDenseCost()).isEqualTo(assignment.costMillis());
        assertThat(assignment.isProvenOptimal()).isTrue();
    }

    @Test
    void theProofFailsWhereACostIsChangedAfterwards() {
        long[] costs = {1, 5, 5, 1};
        var table = new CostTable(new int[] {0, 2, 4}, new int[] {0, 1, 0, 1}, costs, new long[] {100, 100});
        Assignment assignment = new Assignment(2, table);
        assertThat(assignment.solve()).containsExactly(0, 1);
        assertThat(assignment.isProvenOptimal()).isTrue();
        costs[1] = 0;
        assertThat(assignment.isProvenOptimal()).isFalse();
    }

    @Test
    void theSumCountsAndNotTheNearest() {
        // Row 0 would like column 0 best, but row 1 has nothing else near.
        var table = new CostTable(
                new int[] {0, 2, 4}, new int[] {0, 1, 0, 1}, new long[] {1, 2, 1, 100}, new long[] {1_000, 1_000});
        assertThat(new Assignment(2, table).solve()).containsExactly(1, 0);
    }
}
