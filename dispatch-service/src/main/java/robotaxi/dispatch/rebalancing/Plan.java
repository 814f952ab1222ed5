package robotaxi.dispatch.rebalancing;

import java.util.List;

/**
 * What shall become of idle cars.
 *
 * @param moves one for each car that shall not stay, ordered by car
 * @param worthMillis by zone, what one more idle car there would be worth, in milliseconds of waiting: at least 0
 */
public record Plan(List<Move> moves, List<Integer> worthMillis) {
    /** Copies, so that nobody changes a plan. */
    public Plan {
        moves = List.copyOf(moves);
        worthMillis = List.copyOf(worthMillis);
    }
}
