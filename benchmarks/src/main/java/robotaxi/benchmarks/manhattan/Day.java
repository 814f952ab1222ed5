package robotaxi.benchmarks.manhattan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
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

    private static final double TARGET_EMPTY = 0.25;

    private final Scenario scenario;
    private final Zones zones;

    /** Who decides. */
    public enum Dispatcher {
        /** The product: matching, rebalancing and charging. */
        OURS,
        /** The product with no limit to empty driving but its own small price: riders wait least, kilometres are most. */
        EAGER,
        /** The product with empty driving always at its highest price: the other end. */
        SPARING,
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

    /** What no policy can beat. */
    public Bounds bounds() {
        return new Bounds(scenario.streets(), scenario.trips());
    }

    /** Runs it with so many cars, 200 or 1,200. */
    public Result run(Dispatcher dispatcher, int cars) {
        boolean isOurs = EnumSet.of(Dispatcher.OURS, Dispatcher.EAGER, Dispatcher.SPARING)
                .contains(dispatcher);
        World world = scenario.world(cars, isOurs ? OUR_LIMIT_KWH : PublishedCharging.LIMIT_KWH);
        world.run(policy(dispatcher, world));
        return new Result(world);
    }

    private Policy policy(Dispatcher dispatcher, World world) {
        return switch (dispatcher) {
            case OURS -> rebalancing(world, TARGET_EMPTY);
            case EAGER -> rebalancing(world, 1);
            case SPARING -> rebalancing(world, 0);
            case BATCH -> matching(world, PublishedCharging::decide);
            case NEAREST_IDLE -> new NearestIdle();
            case PUBLISHED -> new Published();
        };
    }

    private Policy rebalancing(World world, double targetEmpty) {
        return matching(world, new Rebalancing(world.streets(), zones, RebalancingParameters.USUAL, targetEmpty));
    }

    private static Policy matching(World world, Policy idleCars) {
        return new Ours(world.streets(), world.sites(), PARAMETERS, idleCars);
    }
}
