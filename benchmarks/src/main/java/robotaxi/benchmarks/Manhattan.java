package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import robotaxi.benchmarks.manhattan.Bounds;
import robotaxi.benchmarks.manhattan.Day;
import robotaxi.benchmarks.manhattan.Day.Dispatcher;
import robotaxi.benchmarks.manhattan.ManhattanData;
import robotaxi.benchmarks.manhattan.Result;
import robotaxi.benchmarks.manhattan.Streets.Ways;

/**
 * One day of New York's taxi trips by the rules of a published simulator, on its ways, with 200 and with 1,200 cars: ours, the
 * others to compare with, and the published decisions, which show that the world is the published one. Ours runs on other ways
 * too. Beside what was reached stands what no policy can beat, and how empty driving trades against waiting: ours with riders
 * worth three times and a third as much of it.
 */
public final class Manhattan implements Benchmark {
    private static final int FEW = 200;
    private static final int MANY = 1_200;
    private static final double SERVED_200 = 0.78;
    private static final double SERVED_1200 = 0.995;
    private static final double WAIT_200 = 150;
    private static final double WAIT_1200 = 90;
    private static final double EMPTY = 0.25;
    private static final double WORST_QUARTILE = 0.6;

    /** Ours and the plainest other one. */
    private static final int QUICK_ROWS = 2;

    /** What is run: its name in the metrics, its name in the plot, who decides, and on which ways. */
    private record Row(String prefix, String title, Dispatcher dispatcher, Ways ways) {}

    private static final List<Row> ROWS = List.of(
            new Row("", "ours", Dispatcher.OURS, Ways.A_STAR),
            new Row("nearest_idle_", "nearest idle car", Dispatcher.NEAREST_IDLE, Ways.A_STAR),
            new Row("eager_", "ours, riders worth three times", Dispatcher.EAGER, Ways.A_STAR),
            new Row("sparing_", "ours, riders worth a third", Dispatcher.SPARING, Ways.A_STAR),
            new Row("batch_", "batch, no rebalancing", Dispatcher.BATCH, Ways.A_STAR),
            new Row("stretched_", "ours, fastest ways stretched", Dispatcher.OURS, Ways.FASTEST_STRETCHED),
            new Row("fastest_", "ours on true fastest ways", Dispatcher.OURS, Ways.FASTEST),
            new Row("published_", "published decisions and ways", Dispatcher.PUBLISHED, Ways.A_STAR));

    /** Found by its name. */
    public Manhattan() {}

    @Override
    public String summary() {
        return "a day of New York's taxi trips by a published world's rules: riders served, waits, empty kilometres";
    }

    @Override
    public Outcome run(Setting setting) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        Map<Row, Map<Integer, Result>> results = new LinkedHashMap<>();
        boolean isRepeatable = true;
        for (Row row : setting.quick() ? ROWS.subList(0, QUICK_ROWS) : ROWS) {
            var day = new Day(ManhattanData.folder(), row.ways());
            results.put(row, new LinkedHashMap<>());
            for (int cars : List.of(FEW, MANY)) {
                Result result = day.run(row.dispatcher(), cars);
                results.get(row).put(cars, result);
                setting.tell().accept(row.title() + ", " + cars + " cars: " + result);
                put(metrics, row.prefix(), cars, result);
                if (row.dispatcher() == Dispatcher.OURS && cars == FEW) {
                    isRepeatable &= day.run(row.dispatcher(), cars).digest() == result.digest();
                }
            }
        }
        Result few = ours(results, FEW);
        Result many = ours(results, MANY);
        metrics.put("repeatable", isRepeatable);
        // Whoever is heard of in a step is picked up in the next one at the soonest.
        metrics.put("least_wait_s", Result.LEAST_WAIT_SECONDS);
        var day = new Day(ManhattanData.folder(), Ways.A_STAR);
        Bounds bounds = day.bounds();
        metrics.put("bound_served_" + FEW, rounded(bounds.mostServed(FEW)));
        metrics.put("bound_served_" + MANY, rounded(bounds.mostServed(MANY)));
        metrics.put("bound_empty_" + FEW, rounded(day.leastEmpty(few.pickedUp(), FEW)));
        metrics.put("bound_empty_" + MANY, rounded(day.leastEmpty(many.pickedUp(), MANY)));
        boolean holds = isRepeatable
                && few.served() >= SERVED_200
                && many.served() >= SERVED_1200
                && few.meanWait() <= WAIT_200
                && many.meanWait() <= WAIT_1200
                && few.emptyShare() <= EMPTY
                && many.emptyShare() <= EMPTY
                && few.worstLengthQuartile() >= WORST_QUARTILE;
        return new Outcome(metrics, holds, Optional.of(plot(results)));
    }

    private static Result ours(Map<Row, Map<Integer, Result>> results, int cars) {
        return Objects.requireNonNull(
                Objects.requireNonNull(results.get(ROWS.getFirst())).get(cars));
    }

    private static void put(Map<String, Object> metrics, String prefix, int cars, Result result) {
        metrics.put(prefix + "served_" + cars, rounded(result.served()));
        metrics.put(prefix + "picked_up_" + cars, rounded(result.pickedUp()));
        metrics.put(prefix + "wait_" + cars + "_s", Math.round(result.meanWait() * 10) / 10.0);
        metrics.put(prefix + "wait_p50_" + cars + "_s", result.wait(0.5));
        metrics.put(prefix + "wait_p90_" + cars + "_s", result.wait(0.9));
        metrics.put(prefix + "wait_p95_" + cars + "_s", result.wait(0.95));
        metrics.put(prefix + "empty_" + cars, rounded(result.emptyShare()));
        metrics.put(prefix + "worst_length_quartile_" + cars, rounded(result.worstLengthQuartile()));
        metrics.put(
                prefix + "served_by_length_" + cars,
                Arrays.stream(result.servedByLength())
                        .map(Manhattan::rounded)
                        .boxed()
                        .toList());
        metrics.put(prefix + "km_" + cars, result.km());
        metrics.put(prefix + "dollars_" + cars, Math.round(result.dollars()));
        metrics.put(prefix + "out_of_service_" + cars, result.outOfService());
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    private static String plot(Map<Row, Map<Integer, Result>> results) {
        return new Plot()
                .chart("Served, 200 cars", bars(results, FEW, Result::served), 1, SERVED_200)
                .chart("Served, 1,200 cars", bars(results, MANY, Result::served), 1, SERVED_1200)
                .chart("Mean wait, 200 cars (s)", bars(results, FEW, Result::meanWait), 300, WAIT_200)
                .chart("Mean wait, 1,200 cars (s)", bars(results, MANY, Result::meanWait), 300, WAIT_1200)
                .chart("Empty share of kilometres, 200 cars", bars(results, FEW, Result::emptyShare), 0.5, EMPTY)
                .chart("Empty share of kilometres, 1,200 cars", bars(results, MANY, Result::emptyShare), 0.5, EMPTY)
                .chart(
                        "Served, worst quarter by length, 200 cars",
                        bars(results, FEW, Result::worstLengthQuartile),
                        1,
                        WORST_QUARTILE)
                .svg();
    }

    private static List<Plot.Bar> bars(
            Map<Row, Map<Integer, Result>> results, int cars, ToDoubleFunction<Result> figure) {
        List<Plot.Bar> bars = new ArrayList<>();
        results.forEach((row, byCars) ->
                bars.add(new Plot.Bar(row.title(), figure.applyAsDouble(Objects.requireNonNull(byCars.get(cars))))));
        return bars;
    }
}
