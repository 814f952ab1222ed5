package robotaxi.benchmarks.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import robotaxi.benchmarks.manhattan.DenseAssignment;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.AvailableCar.State;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.Matching;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * A market whose cars and rides are drawn by a seed: most cars idle, some re-positioning, charging or soon free; three fifths of
 * the rides from a quarter of the streets. So many rides are open in each tick: whoever leaves is replaced by somebody new.
 */
public final class RandomMarket {
    private static final Instant START = Instant.parse("2026-11-22T18:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final int OLDEST_SECONDS = 120;
    private static final int LONGEST_TRIP_MILLIS = 1_200_000;
    private static final int LONGEST_READY_MILLIS = 300_000;
    private static final double HOT_SHARE = 0.6;
    private static final List<State> STATES =
            List.of(State.IDLE, State.IDLE, State.IDLE, State.REPOSITIONING, State.CHARGING, State.SOON_FREE);

    private final RoadGraph roads;
    private final Pace pace;
    private final Matcher matcher;
    private final SplittableRandom chance;
    private final String[] carName;
    private final int[] carNode;
    private final State[] carState;
    private final double[] carKwh;
    private final OpenRide[] rides;
    private final int[] heldTicks;
    private final Map<String, Integer> carOf = new HashMap<>();
    private Instant now = START;
    private int nextRide;

    /** How a market goes on after a tick. */
    public enum Pace {
        /**
         * As a market does: a matched ride stays open, held by its car, for as long as the car needs to it. As many riders get out
         * in the hot quarter as ask there.
         */
        USUAL,
        /**
         * Harder than any market: everybody matched is gone at once and somebody else asks. Riders get out anywhere, so the hot
         * quarter is drained of cars within some ticks, and each has to come from farther than the last.
         */
        DRAINING
    }

    /** A market of so many cars and open rides. */
    public RandomMarket(RoadGraph roads, int cars, int rides, Pace pace, SplittableRandom chance) {
        this.roads = roads;
        this.pace = pace;
        this.matcher = new Matcher(roads);
        this.chance = chance;
        this.carName = new String[cars];
        this.carNode = new int[cars];
        this.carState = new State[cars];
        this.carKwh = new double[cars];
        this.rides = new OpenRide[rides];
        this.heldTicks = new int[rides];
        for (int car = 0; car < cars; car++) {
            carName[car] = String.format("car-%05d", car);
            carOf.put(carName[car], car);
            place(car, chance.nextInt(roads.nodes()));
        }
        for (int ride = 0; ride < rides; ride++) {
            this.rides[ride] = ask();
        }
    }

    private void place(int car, int node) {
        carNode[car] = node;
        carState[car] = STATES.get(chance.nextInt(STATES.size()));
        carKwh[car] = 5 + chance.nextDouble() * 45;
    }

    private OpenRide ask() {
        int dropoff = pace == Pace.USUAL ? busyNode() : chance.nextInt(roads.nodes());
        return OpenRide.at(
                        String.format("ride-%07d", nextRide++),
                        busyNode(),
                        now.minusSeconds(chance.nextInt(OLDEST_SECONDS)))
                .to(dropoff, chance.nextInt(LONGEST_TRIP_MILLIS), LONGEST_READY_MILLIS);
    }

    private int busyNode() {
        int hot = roads.nodes() / 4;
        return chance.nextDouble() < HOT_SHARE ? chance.nextInt(hot) : chance.nextInt(roads.nodes());
    }

    /** A whole tick: from what is known of each car to decisions and their reasons. */
    public Matching tick() {
        return matcher.match(List.of(rides), supply(), now);
    }

    private List<AvailableCar> supply() {
        List<AvailableCar> supply = new ArrayList<>(carNode.length);
        for (int car = 0; car < carNode.length; car++) {
            int ready = carState[car] == State.SOON_FREE ? carNode[car] * 7_919 % LONGEST_READY_MILLIS : 0;
            supply.add(AvailableCar.of(carName[car], carNode[car], ready, carState[car], carKwh[car]));
        }
        return supply;
    }

    /** What follows: whoever leaves is replaced, two seconds pass. No part of a tick. */
    public void follow(Matching matching) {
        now = now.plus(TICK);
        Map<String, Match> matched = new HashMap<>();
        matching.matches().forEach(match -> matched.put(match.rideId(), match));
        Arrays.setAll(carState, car -> carState[car] == State.ASSIGNED ? State.IDLE : carState[car]);
        for (int ride = 0; ride < rides.length; ride++) {
            Match match = matched.get(rides[ride].rideId());
            if (match != null) {
                follow(ride, match);
            }
        }
    }

    private void follow(int ride, Match match) {
        int car = carOf.getOrDefault(match.vehicleId(), 0);
        heldTicks[ride]++;
        if (pace == Pace.DRAINING || heldTicks[ride] * TICK.toMillis() >= match.approachMillis()) {
            place(car, rides[ride].dropoffNode());
            rides[ride] = ask();
            heldTicks[ride] = 0;
        } else if (carState[car] != State.SOON_FREE) {
            // A car that is not free yet is not told: its rider is looked at anew.
            rides[ride] = rides[ride].heldBy(match.vehicleId());
            carState[car] = State.ASSIGNED;
        }
    }

    /** The least that the decisions of this moment can cost, by all pairs and a dense solver. */
    public long leastCost() {
        MatchingParameters usual = MatchingParameters.USUAL;
        List<AvailableCar> supply = supply();
        long[][] cost = new long[rides.length][supply.size() + rides.length];
        for (int ride = 0; ride < rides.length; ride++) {
            long age = Duration.between(rides[ride].requestedAt(), now).toMillis();
            long unserved = usual.unservedMillis() + (long) (usual.ageWeight() * age);
            int[] millis = roads.millisTo(rides[ride].pickupNode(), RoadGraph.UNREACHABLE - 1);
            Arrays.fill(cost[ride], Long.MAX_VALUE / 4);
            cost[ride][supply.size() + ride] = unserved;
            for (int c = 0; c < supply.size(); c++) {
                AvailableCar car = supply.get(c);
                long driven = millis[car.node()];
                if (isFeasible(usual, rides[ride], car, driven)) {
                    String held = rides[ride].heldBy();
                    cost[ride][c] = driven
                            + car.readyMillis()
                            + (held == null || held.equals(car.vehicleId()) ? 0 : usual.switchMillis())
                            + (car.state() == State.CHARGING ? usual.chargingMillis() : 0);
                }
            }
        }
        int[] columns = DenseAssignment.solve(cost);
        long sum = 0;
        for (int ride = 0; ride < columns.length; ride++) {
            sum += cost[ride][columns[ride]];
        }
        return sum;
    }

    private static boolean isFeasible(MatchingParameters usual, OpenRide ride, AvailableCar car, long drivenMillis) {
        double hours = (drivenMillis + (double) ride.tripMillis() + ride.chargerMillis()) / 3_600_000;
        return drivenMillis + car.readyMillis() <= usual.longestApproach().toMillis()
                && car.energyKwh() - hours * usual.kwhPerHour() >= usual.reserveKwh()
                && (ride.heldBy() == null || car.state() != State.SOON_FREE)
                && (car.state() != State.CHARGING || car.energyKwh() >= usual.chargingFloorKwh());
    }
}
