package robotaxi.benchmarks.manhattan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseAssignmentTest {
    private static long least(long[][] cost, int row, int taken) {
        if (row == cost.length) {
            return 0;
        }
        return IntStream.range(0, cost[row].length)
                .filter(column -> (taken & 1 << column) == 0)
                .mapToLong(column -> cost[row][column] + least(cost, row + 1, taken | 1 << column))
                .min()
                .orElseThrow();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingTriedIsCheaper(long seed) {
        var random = new Random(seed);
        int rows = 1 + random.nextInt(5);
        int columns = rows + random.nextInt(3);
        long[][] cost = IntStream.range(0, rows)
                .mapToObj(row -> random.longs(columns, 0, 20).toArray())
                .toArray(long[][]::new);
        int[] column = DenseAssignment.solve(cost);
        assertThat(column).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, rows)
                        .mapToLong(row -> cost[row][column[row]])
                        .sum())
                .isEqualTo(least(cost, 0, 0));
    }
}
