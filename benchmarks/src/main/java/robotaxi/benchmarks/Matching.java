package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import robotaxi.benchmarks.manhattan.ManhattanData;
import robotaxi.benchmarks.manhattan.Scenario;
import robotaxi.benchmarks.manhattan.Streets;
import robotaxi.benchmarks.market.RandomMarket;
import robotaxi.benchmarks.market.RandomMarket.Pace;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.local.stack.StackException;

/**
 * What a tick of matching takes on the streets of Manhattan, from what is known of each car to decisions and their reasons: one
 * market on one core, five on two, one whose busy part is drained of cars, and one with cars scarce everywhere. 1,000 are open in
 * each tick; drawing who comes next is not counted. And whether small markets cost what a dense solver finds.
 */
public final class Matching implements Benchmark {
    private static final int CARS = 10_000;
    private static final int RIDES = 1_000;
    private static final int SCARCE_CARS = 300;
    private static final int MARKETS = 5;
    private static final int CORES = 2;
    private static final int TICKS = 600;
    private static final int QUICK_TICKS = 60;
    private static final int WARM_UP = 40;
    private static final int SAMPLES = 400;
    private static final int QUICK_SAMPLES = 60;
    private static final int MOST_SAMPLED = 120;
    private static final double TICK_LIMIT_MS = 100;
    private static final double FIVE_LIMIT_MS = 500;
    private static final double NANOS_PER_MS = 1e6;
    private static final double P99 = 0.99;

    /** Found by its name. */
    public Matching() {}

    @Override
    public String summary() {
        return "10,000 cars, 1,000 open requests on Manhattan's streets: a tick's time, and whether it is optimal";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cars", "rides", "ticks", "samples");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        RoadGraph roads = Scenario.read(ManhattanData.folder(), Streets.Ways.FASTEST)
                .streets()
                .graph();
        int cars = setting.size("cars", CARS);
        int rides = setting.size("rides", RIDES);
        int ticks = setting.size("ticks", setting.quick() ? QUICK_TICKS : TICKS);
        var chance = new SplittableRandom(setting.seed());
        double[] one = ticks(new RandomMarket(roads, cars, rides, Pace.USUAL, chance.split()), ticks);
        setting.tell().accept("one market on one core: " + described(one));
        double[] drained = ticks(new RandomMarket(roads, cars, rides, Pace.DRAINING, chance.split()), ticks / 2);
        setting.tell().accept("the same, all of them new in each tick and their part drained: " + described(drained));
        double[] scarce = ticks(new RandomMarket(roads, SCARCE_CARS, rides, Pace.DRAINING, chance.split()), ticks / 10);
        setting.tell().accept("the same with " + SCARCE_CARS + " cars: " + described(scarce));
        double[] five = fiveMarkets(roads, cars, rides, ticks / MARKETS, chance);
        setting.tell().accept("five markets on two cores, all due at once: " + described(five));
        int samples = setting.size("samples", setting.quick() ? QUICK_SAMPLES : SAMPLES);
        int optimal = optimal(roads, samples, chance);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("tick_p99_ms", rounded(quantile(one, P99)));
        metrics.put("tick_p50_ms", rounded(quantile(one, 0.5)));
        metrics.put("drained_p99_ms", rounded(quantile(drained, P99)));
        metrics.put("drained_p50_ms", rounded(quantile(drained, 0.5)));
        metrics.put("scarce_p99_ms", rounded(quantile(scarce, P99)));
        metrics.put("five_markets_p99_ms", rounded(quantile(five, P99)));
        metrics.put("five_markets_p50_ms", rounded(quantile(five, 0.5)));
        metrics.put("optimal_samples", optimal);
        metrics.put("suboptimal", samples - optimal);
        metrics.put("cars", cars);
        metrics.put("open_requests", rides);
        metrics.put("ticks", ticks);
        boolean holds =
                quantile(one, P99) <= TICK_LIMIT_MS && quantile(five, P99) <= FIVE_LIMIT_MS && optimal == samples;
        return new Outcome(metrics, holds, Optional.of(plot(one, drained, scarce, five)));
    }

    private static String plot(double[] one, double[] drained, double[] scarce, double[] five) {
        return new Plot()
                .chart(
                        "Time of a tick, one market on one core (ms)",
                        bars(one, "10,000 cars"),
                        TICK_LIMIT_MS,
                        TICK_LIMIT_MS)
                .chart(
                        "The same, all new in each tick, their part drained of cars (ms)",
                        bars(drained, "10,000 cars"),
                        TICK_LIMIT_MS,
                        TICK_LIMIT_MS)
                .chart("The same, cars scarce (ms)", bars(scarce, SCARCE_CARS + " cars"), TICK_LIMIT_MS, TICK_LIMIT_MS)
                .chart(
                        "Five markets due at once on two cores (ms)",
                        bars(five, "10,000 cars each"),
                        FIVE_LIMIT_MS,
                        FIVE_LIMIT_MS)
                .svg();
    }

    private static List<Plot.Bar> bars(double[] sorted, String label) {
        return List.of(
                new Plot.Bar(label + ", p50", quantile(sorted, 0.5)),
                new Plot.Bar(label + ", p99", quantile(sorted, P99)));
    }

    private static double[] ticks(RandomMarket market, int ticks) {
        double[] millis = new double[ticks];
        for (int tick = -WARM_UP; tick < ticks; tick++) {
            long begin = System.nanoTime();
            var decided = market.tick();
            double took = (System.nanoTime() - begin) / NANOS_PER_MS;
            market.follow(decided);
            if (tick >= 0) {
                millis[tick] = took;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    /** All five are due at the same moment; each one's time runs from there, so the last has waited for two others. */
    private static double[] fiveMarkets(RoadGraph roads, int cars, int rides, int rounds, SplittableRandom chance)
            throws InterruptedException {
        List<RandomMarket> markets = new ArrayList<>();
        for (int i = 0; i < MARKETS; i++) {
            markets.add(new RandomMarket(roads, cars, rides, Pace.USUAL, chance.split()));
        }
        double[] millis = new double[rounds * MARKETS];
        try (var cores = Executors.newFixedThreadPool(CORES)) {
            for (int round = 0; round < rounds; round++) {
                long due = System.nanoTime();
                List<Future<Double>> running = new ArrayList<>();
                for (RandomMarket market : markets) {
                    running.add(cores.submit(timed(market, due)));
                }
                for (int i = 0; i < MARKETS; i++) {
                    millis[round * MARKETS + i] = running.get(i).get();
                }
            }
        } catch (ExecutionException e) {
            throw new StackException("a market could not go on: " + e.getCause(), e);
        }
        Arrays.sort(millis);
        return millis;
    }

    private static Callable<Double> timed(RandomMarket market, long due) {
        return () -> {
            var decided = market.tick();
            double took = (System.nanoTime() - due) / NANOS_PER_MS;
            market.follow(decided);
            return took;
        };
    }

    private static int optimal(RoadGraph roads, int samples, SplittableRandom chance) {
        int optimal = 0;
        for (int sample = 0; sample < samples; sample++) {
            var market = new RandomMarket(
                    roads,
                    1 + chance.nextInt(MOST_SAMPLED),
                    1 + chance.nextInt(MOST_SAMPLED),
                    Pace.USUAL,
                    chance.split());
            // So that some are held by a car already.
            market.follow(market.tick());
            var decided = market.tick();
            if (decided.isProvenOptimal() && decided.costMillis() == market.leastCost()) {
                optimal++;
            }
        }
        return optimal;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private static double rounded(double millis) {
        return Math.round(millis * 10) / 10.0;
    }

    private static String described(double[] sorted) {
        return "p50 " + rounded(quantile(sorted, 0.5)) + " ms, p99 " + rounded(quantile(sorted, P99)) + " ms";
    }
}
