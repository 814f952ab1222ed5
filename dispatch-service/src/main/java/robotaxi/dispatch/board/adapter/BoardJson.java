package robotaxi.dispatch.board.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.board.Board;
import robotaxi.dispatch.fleet.adapter.PlaceJson;

/**
 * A market at a moment.
 *
 * @param waitP50Seconds from request to arrival, of the last hour; absent if nobody was met in it
 * @param cars how many are idle, on-the-way, on-trip, repositioning, charging, cleaning, out-of-service
 * @param emptyShare share of empty in all kilometres that cars were sent to drive, of about the last hour
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BoardJson(
        String marketId,
        Instant at,
        int openRequests,
        double oldestWaitSeconds,
        @Nullable Double waitP50Seconds,
        @Nullable Double waitP90Seconds,
        Map<String, Integer> cars,
        double emptyShare,
        List<ZoneJson> zones) {
    /**
     * A part of the market, the greatest want first.
     *
     * @param expected requests expected within a quarter of an hour
     */
    public record ZoneJson(int number, PlaceJson centre, double expected, int waiting, int idle) {}

    static BoardJson of(String marketId, Board board, double emptyShare, Instant at) {
        Map<String, Integer> cars = new TreeMap<>();
        board.cars()
                .forEach((activity, count) ->
                        cars.put(activity.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        return new BoardJson(
                marketId,
                at,
                board.openRequests(),
                board.oldestWaitSeconds(),
                orNull(board.waitP50Seconds()),
                orNull(board.waitP90Seconds()),
                cars,
                emptyShare,
                board.zones().stream()
                        .map(zone -> new ZoneJson(
                                zone.number(),
                                PlaceJson.of(zone.centre()),
                                zone.expected(),
                                zone.waiting(),
                                zone.idle()))
                        .toList());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
