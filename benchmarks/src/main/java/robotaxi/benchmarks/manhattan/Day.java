package robotaxi.benchmarks.manhattan;

import java.nio.file.Path;
import java.time.Duration;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.rebalancing.RebalancingParameters;
import robotaxi.dispatch.rebalancing.Zones;

/** The published day on one kind of ways, to be run under one dispatcher after the other. */
public final class Day {
    /** Our cars charge on while the fast chargers' power lasts; what they take is decided by who sends them away. */
    private static final double OUR_LIMIT_KWH = 0.94 * Battery.CAPACITY_KWH;

    /**
     * Cars are short in the evening, so nobody is served for having waited longest, and short trips come first a little; a car
     * charges to the half before it may be called away.
     */
    private static final MatchingParameters PARAMETERS = new MatchingParameters(
            Duration.ofMinutes(20), 3_000_000, 0, 0.25, 0.5, 25_000, 120_000, 120_000, 6, 2, 25, 32);

    private final Scenario scenario;
    private final Zones zones;

    /** Who decides. */
    public enum Dispatcher {
        /** The product: matching, rebalancing and charging. */
        OURS,
        /** The product's matching alone, charging as published. */
        BATCH,
        /** First come, nearest idle car by road, charging as published. */
        NEAREST_IDLE,
        /** The published decisions. */
        PUBLISHED
    }

    /** Reads the day. */
    public Day(Path folder, Streets.Ways ways) {
        this.scenario = Scenario.read(folder, ways);
        this.zones = Zones.of(scenario.streets().graph(), Rebalancing.ZONES);
    }

    /** Runs it with so many cars, 200 or 1,200. */
    public Result run(Dispatcher dispatcher, int cars) {
        boolean isOurs = dispatcher == Dispatcher.OURS;
        World world = scenario.world(cars, isOurs ? OUR_LIMIT_KWH : PublishedCharging.LIMIT_KWH);
        world.run(policy(dispatcher, world));
        return new Result(world);
    }

    private Policy policy(Dispatcher dispatcher, World world) {
        return switch (dispatcher) {
            case OURS -> matching(world, new Rebalancing(world.streets(), zones, RebalancingParameters.USUAL));
            case BATCH -> matching(world, PublishedCharging::decide);
            case NEAREST_IDLE -> new NearestIdle();
            case PUBLISHED -> new Published();
        };
    }

    private static Policy matching(World world, Policy idleCars) {
        return new Ours(world.streets(), world.sites(), PARAMETERS, idleCars);
    }
}
