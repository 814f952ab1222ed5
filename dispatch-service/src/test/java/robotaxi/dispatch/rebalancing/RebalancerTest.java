package robotaxi.dispatch.rebalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.dispatch.rebalancing.Move.Charge;
import robotaxi.dispatch.rebalancing.Move.Reposition;
import robotaxi.dispatch.routing.RoadGraph;

/** Five corners of one two-way street, a minute from one to the next, each a zone of its own. */
class RebalancerTest {
    private static final int MINUTE = 60_000;
    private static final int CORNERS = 5;
    private static final RoadGraph ROADS = RoadGraph.of(
            CORNERS,
            new int[] {0, 1, 1, 2, 2, 3, 3, 4},
            new int[] {1, 0, 2, 1, 3, 2, 4, 3},
            IntStream.range(0, 8).map(e -> MINUTE).toArray());
    private static final Zones ZONES = Zones.of(ROADS, CORNERS);
    private static final Rebalancer REBALANCER = new Rebalancer(ZONES, RebalancingParameters.USUAL);
    private static final Forecast NOBODY = zone -> 0;
    private static final double PRICE = 1;

    private static Forecast ridersAt(int node, double riders) {
        return zone -> zone == ZONES.zoneOf(node) ? riders : 0;
    }

    private static IdleCar car(String id, int node, double charge) {
        return new IdleCar(id, node, charge, true);
    }

    private static Charger charger(int node, int plugs) {
        return new Charger("charger", node, plugs, 0, 60 * MINUTE, 0);
    }

    private static List<Move> moves(
            List<IdleCar> idle, List<Integer> coming, Forecast forecast, List<Charger> chargers, double price) {
        return REBALANCER.plan(idle, coming, forecast, chargers, price).moves();
    }

    @Test
    void aCarMoreIsWorthWhatItsRiderIsLessTheWayThere() {
        Plan plan = REBALANCER.plan(List.of(), List.of(), ridersAt(3, 0.7), List.of(), PRICE);
        int there = plan.worthMillis().get(ZONES.zoneOf(3));
        assertThat((double) there)
                .isCloseTo(RebalancingParameters.USUAL.riderMillis() * (1 - Math.exp(-0.7)), within(2.0));
        assertThat(plan.worthMillis().get(ZONES.zoneOf(2))).isEqualTo(there - MINUTE - 1);
        assertThat(plan.worthMillis().get(ZONES.zoneOf(0))).isEqualTo(there - 3 * MINUTE - 1);
    }

    @Test
    void whereCarsAreManyARiderIsWorthLess() {
        List<IdleCar> many = IntStream.range(0, 20)
                .mapToObj(n -> new IdleCar("car-" + n, 0, 1, false))
                .toList();
        Plan plan = REBALANCER.plan(many, List.of(), ridersAt(3, 0.7), List.of(), PRICE);
        var usual = RebalancingParameters.USUAL;
        assertThat((double) plan.worthMillis().get(ZONES.zoneOf(3)))
                .isCloseTo(usual.calmWeight() * usual.riderMillis() * (1 - Math.exp(-0.7)), within(2.0));
    }

    @Test
    void aRidersWorthRisesWithTheShortageOfCars() {
        var usual = RebalancingParameters.USUAL;
        assertThat(usual.riderMillis(usual.shortRiders() * 10, 10)).isEqualTo(usual.riderMillis());
        assertThat(usual.riderMillis(usual.shortRiders() * 10, 20)).isEqualTo(usual.riderMillis() / 2);
        assertThat(usual.riderMillis(0, 20)).isEqualTo((int) (usual.calmWeight() * usual.riderMillis()));
        assertThat(usual.riderMillis(3, 0)).isEqualTo(usual.riderMillis());
    }

    @Test
    void whereACarWaitsAlreadyOneMoreIsWorthLess() {
        int alone = worthAt(List.of());
        int second = worthAt(List.of(car("car", 3, 1)));
        assertThat(second).isLessThan(alone);
        assertThat(worthAt(List.of(car("car", 3, 1), car("other", 2, 1)))).isLessThanOrEqualTo(second);
    }

    private static int worthAt(List<IdleCar> cars) {
        return REBALANCER
                .plan(cars, List.of(), ridersAt(3, 0.7), List.of(), PRICE)
                .worthMillis()
                .get(ZONES.zoneOf(3));
    }

    @Test
    void whereNobodyIsExpectedEveryCarStays() {
        assertThat(moves(List.of(car("car", 0, 1)), List.of(), NOBODY, List.of(), PRICE))
                .isEmpty();
    }

    @Test
    void theNearestCarGoesToWhereARiderIsExpected() {
        List<IdleCar> cars = List.of(car("far", 0, 1), car("near", 2, 1));
        assertThat(moves(cars, List.of(), ridersAt(3, 0.8), List.of(), PRICE))
                .containsExactly(new Reposition("near", 3));
    }

    @Test
    void aCarThatComesAnywayIsCounted() {
        List<IdleCar> cars = List.of(car("near", 2, 1));
        assertThat(moves(cars, List.of(3), ridersAt(3, 0.2), List.of(), PRICE)).isEmpty();
    }

    @Test
    void aDearWayIsNotTakenForAnUnlikelyRider() {
        List<IdleCar> cars = List.of(car("car", 0, 1));
        assertThat(moves(cars, List.of(), ridersAt(4, 0.7), List.of(), PRICE)).hasSize(1);
        assertThat(moves(cars, List.of(), ridersAt(4, 0.7), List.of(), 2)).isEmpty();
    }

    @Test
    void aCarThatMayNotMoveStays() {
        List<IdleCar> cars = List.of(new IdleCar("car", 2, 1, false));
        assertThat(moves(cars, List.of(), ridersAt(3, 5), List.of(), PRICE)).isEmpty();
    }

    @Test
    void theEmptiestCarGetsTheOnlyPlug() {
        List<IdleCar> cars = List.of(car("half", 2, 0.5), car("empty", 0, 0.1));
        assertThat(moves(cars, List.of(), NOBODY, List.of(charger(2, 1)), PRICE))
                .containsExactly(new Charge("empty", "charger", 2));
    }

    @Test
    void aFullCarDoesNotCharge() {
        assertThat(moves(List.of(car("car", 2, 0.9)), List.of(), NOBODY, List.of(charger(2, 1)), PRICE))
                .isEmpty();
    }

    @Test
    void ridersComeBeforeTheChargeOfAHalfFullCarButNotOfAnEmptyOne() {
        List<Charger> plug = List.of(charger(1, 1));
        assertThat(moves(List.of(car("half", 2, 0.5)), List.of(), ridersAt(2, 5), plug, PRICE))
                .isEmpty();
        assertThat(moves(List.of(car("empty", 2, 0.1)), List.of(), ridersAt(2, 5), plug, PRICE))
                .containsExactly(new Charge("empty", "charger", 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOrderOfTheCarsDoesNotMatterAndNoneMovesTwice(long seed) {
        var random = new Random(seed);
        List<IdleCar> cars = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            cars.add(new IdleCar("car-" + i, random.nextInt(CORNERS), random.nextDouble(), random.nextBoolean()));
        }
        double[] riders = random.doubles(CORNERS, 0, 8).toArray();
        List<Charger> plugs = List.of(charger(1, 4));
        List<Move> moves = moves(cars, List.of(1, 2), zone -> riders[zone], plugs, 0.5);
        Set<String> moved = moves.stream().map(Move::vehicleId).collect(Collectors.toSet());
        assertThat(moved).hasSameSizeAs(moves);
        assertThat(moves).filteredOn(Charge.class::isInstance).hasSizeLessThanOrEqualTo(4);
        Collections.shuffle(cars, random);
        assertThat(moves(cars, List.of(2, 1), zone -> riders[zone], plugs, 0.5)).isEqualTo(moves);
    }
}
