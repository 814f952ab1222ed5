package robotaxi.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import robotaxi.dispatch.matching.AvailableCar.State;
import robotaxi.dispatch.routing.RoadGraph;

/** The whole way, search and widening included, against all pairs of a random market and a dense solver. */
class MatcherOptimumTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long NO_WAY = 1L << 40;

    /** So few cars are looked at first that most samples must widen. */
    private static final MatchingParameters NARROW = new MatchingParameters(
            Duration.ofMinutes(20), 900_000, 0.5, 0.3, 0.4, 25_000, 120_000, 60_000, 6, 2, 10, 2);

    private static final List<State> STATES = List.copyOf(EnumSet.allOf(State.class));

    private static final class Market {
        private final RoadGraph roads;
        private final long[][] millis;
        private final List<OpenRide> rides;
        private final List<AvailableCar> cars;

        private Market(RoadGraph roads, long[][] millis, List<OpenRide> rides, List<AvailableCar> cars) {
            this.roads = roads;
            this.millis = millis;
            this.rides = rides;
            this.cars = cars;
        }

        static Market of(long seed) {
            var random = new Random(seed);
            int nodes = 20 + random.nextInt(60);
            int edges = nodes * (2 + random.nextInt(3));
            int[] from = random.ints(edges, 0, nodes).toArray();
            int[] to = random.ints(edges, 0, nodes).toArray();
            // Few different times, so that ties are common.
            int[] millis = random.ints(edges, 1, 12).map(i -> i * 10_000).toArray();
            List<OpenRide> rides = new ArrayList<>();
            List<AvailableCar> cars = new ArrayList<>();
            int hotNodes = 1 + random.nextInt(nodes);
            int someCars = random.nextInt(50);
            for (int i = 0; i < someCars; i++) {
                State state = STATES.get(random.nextInt(STATES.size()));
                int ready = state == State.SOON_FREE ? random.nextInt(20) * 10_000 : 0;
                cars.add(new AvailableCar(
                        "car-" + i,
                        random.nextInt(nodes),
                        ready,
                        state,
                        random.nextInt(50),
                        random.nextInt(2) * 4 + 2,
                        random.nextInt(4) == 0,
                        true,
                        random.nextInt(10) > 0,
                        Set.of("")));
            }
            int someRides = random.nextInt(50);
            for (int i = 0; i < someRides; i++) {
                rides.add(new OpenRide(
                        "ride-" + i,
                        random.nextInt(hotNodes),
                        random.nextInt(nodes),
                        random.nextInt(900_000),
                        random.nextInt(300_000),
                        NOW.minusSeconds(random.nextInt(600)),
                        random.nextBoolean() ? Instant.MAX : NOW.plusSeconds(random.nextInt(300)),
                        1 + random.nextInt(4),
                        random.nextInt(8) == 0,
                        "",
                        0,
                        random.nextInt(3) == 0 ? "car-" + random.nextInt(50) : null));
            }
            return new Market(RoadGraph.of(nodes, from, to, millis), allPairs(nodes, from, to, millis), rides, cars);
        }

        /** Floyd and Warshall's way, which shares nothing with the product's search. */
        private static long[][] allPairs(int nodes, int[] from, int[] to, int[] millis) {
            long[][] best = new long[nodes][nodes];
            for (int i = 0; i < nodes; i++) {
                Arrays.fill(best[i], NO_WAY);
                best[i][i] = 0;
            }
            for (int e = 0; e < from.length; e++) {
                best[from[e]][to[e]] = Math.min(best[from[e]][to[e]], millis[e]);
            }
            for (int k = 0; k < nodes; k++) {
                for (int i = 0; i < nodes; i++) {
                    for (int j = 0; j < nodes; j++) {
                        best[i][j] = Math.min(best[i][j], best[i][k] + best[k][j]);
                    }
                }
            }
            return best;
        }

        long leastCost(Pairing pairing) {
            int rows = rides.size();
            long[][] cost = new long[rows][cars.size() + rows];
            for (int r = 0; r < rows; r++) {
                OpenRide ride = rides.get(r);
                Arrays.fill(cost[r], NO_WAY);
                cost[r][cars.size() + r] = pairing.unserved(
                        ride, Duration.between(ride.requestedAt(), NOW).toMillis());
                for (int c = 0; c < cars.size(); c++) {
                    AvailableCar car = cars.get(c);
                    long approach = millis[car.node()][ride.pickupNode()] + car.readyMillis();
                    if (approach <= NARROW.longestApproach().toMillis()
                            && !NOW.plusMillis(approach).isAfter(ride.lapsesAt())
                            && pairing.isFit(car)
                            && pairing.isAllowed(ride, car, (int) approach)) {
                        cost[r][c] = pairing.terms(ride, car, (int) approach).total();
                    }
                }
            }
            return DenseAssignment.leastCost(cost, cars.size() + rows);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingCostsLessThanWhatIsDecided(long seed) {
        Market market = Market.of(seed);
        ZoneValues values = node -> node % 7 * 8_000;
        Matching matching = new Matcher(market.roads, NARROW).match(market.rides, market.cars, NOW, values);
        assertThat(matching.isProvenOptimal()).isTrue();
        assertThat(matching.costMillis()).isEqualTo(market.leastCost(new Pairing(NARROW, values)));
        assertThat(matching.matches()).extracting(Match::vehicleId).doesNotHaveDuplicates();
        assertThat(matching.matches().size() + matching.unserved().size()).isEqualTo(market.rides.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheInputsDoesNotMatter(long seed) {
        Market market = Market.of(seed);
        var matcher = new Matcher(market.roads, NARROW);
        Matching first = matcher.match(market.rides, market.cars, NOW);
        var random = new Random(seed);
        List<OpenRide> rides = new ArrayList<>(market.rides);
        List<AvailableCar> cars = new ArrayList<>(market.cars);
        Collections.shuffle(rides, random);
        Collections.shuffle(cars, random);
        assertThat(new Matcher(market.roads, NARROW).match(rides, cars, NOW)).isEqualTo(first);
    }
}
