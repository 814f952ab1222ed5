package robotaxi.benchmarks.manhattan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.ZoneValues;
import robotaxi.dispatch.rebalancing.RebalancingParameters;
import robotaxi.dispatch.rebalancing.Zones;

/** The published day on one kind of ways, to be run under one dispatcher after the other. */
public final class Day {
    /** Our cars charge on while the fast chargers' power lasts; what they take is decided by who sends them away. */
    private static final double OUR_LIMIT_KWH = 0.94 * Battery.CAPACITY_KWH;

    /**
     * Cars are short in the evening, so nobody is served for having waited longest, and short trips come first a little; a car
     * charges a little before it may be called away.
     */
    private static final MatchingParameters PARAMETERS = new MatchingParameters(
            Duration.ofMinutes(20), 3_000_000, 0, 0.25, 0.5, 25_000, 120_000, 120_000, 6, 2, 10, 32);

    /** Who cannot be picked up by then is not sent a car: served are more than enough, so that waits come first. */
    private static final int OUR_PATIENCE_SECONDS = 420;

    /** Always below what is driven: empty driving is at its highest price, and what it buys is set by what a rider is worth. */
    private static final double TARGET_EMPTY = 0.25;

    /** Between the two ends of what riders may be worth beside empty kilometres: three times, and a third of ours. */
    private static final double EAGER = 3;

    private static final double SPARING = 1 / EAGER;

    private final Scenario scenario;

    /** From so many cars on, what matters is where they wait. */
    private static final int MANY = 1_000;

    /** A day's driving is less than a battery for most, so nobody charges who need not: it would be driven for nothing. */
    private static final double MUST_CHARGE = 0.1;

    /** With far more cars than riders, one that is in the next zone is soon there: a rider is worth less of its kilometres. */
    private static final double CALM_WEIGHT = 0.15;

    private static final double SHORT_RIDERS = 0.6;
    private static final int MUST_CHARGE_MILLIS = 6_000_000;
    private static final double ENOUGH_CHARGE = 0.8;
    private static final double PLUG_TIME_WEIGHT = 0.02;

    /**
     * How finely the city is cut, what a rider is worth in a rider's waiting, and for how long a car that was moved stays, by how many
     * cars there are: found by trying.
     */
    private enum Fleet {
        /** Cars are short: they go where most riders come. */
        SCARCE(140, 250_000, 3_600),
        /** There is a car for everybody: each corner is to have one near. */
        AMPLE(2_000, 200_000, 14_400);

        private final int zones;
        private final int riderMillis;
        private final int settledSeconds;

        Fleet(int zones, int riderMillis, int settledSeconds) {
            this.settledSeconds = settledSeconds;
            this.zones = zones;
            this.riderMillis = riderMillis;
        }
    }

    /** Who decides. */
    public enum Dispatcher {
        /** The product: matching, rebalancing and charging. */
        OURS,
        /** The product with riders worth three times as many empty kilometres: they wait least, kilometres are most. */
        EAGER,
        /** The product with riders worth a third: the other end. */
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

    /** The least share of empty driving of a fleet that knows the whole day and picks up such a share. */
    public double leastEmpty(double pickedUp, int cars) {
        return bounds().leastEmpty(pickedUp, scenario.starts(cars));
    }

    private Policy policy(Dispatcher dispatcher, World world) {
        return switch (dispatcher) {
            case OURS -> rebalancing(world, 1);
            case EAGER -> rebalancing(world, EAGER);
            case SPARING -> rebalancing(world, SPARING);
            case BATCH -> matching(world, World.PATIENCE_SECONDS, ZoneValues.NONE, PublishedCharging::decide);
            case NEAREST_IDLE -> new NearestIdle();
            case PUBLISHED -> new Published();
        };
    }

    private Policy rebalancing(World world, double factor) {
        Fleet fleet = world.cars().size() < MANY ? Fleet.SCARCE : Fleet.AMPLE;
        var zones = Zones.of(world.streets().graph(), fleet.zones);
        var parameters = new RebalancingParameters(
                (int) (factor * fleet.riderMillis),
                CALM_WEIGHT,
                SHORT_RIDERS,
                0,
                MUST_CHARGE_MILLIS,
                MUST_CHARGE,
                ENOUGH_CHARGE,
                PLUG_TIME_WEIGHT);
        var idleCars = new Rebalancing(world.streets(), zones, parameters, fleet.settledSeconds, TARGET_EMPTY);
        return matching(world, OUR_PATIENCE_SECONDS, idleCars, idleCars);
    }

    private static Policy matching(World world, int patienceSeconds, ZoneValues values, Policy idleCars) {
        return new Ours(world.streets(), world.sites(), PARAMETERS, patienceSeconds, values, idleCars);
    }
}
