package robotaxi.dispatch.traffic.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.fleet.FakeFleet;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.routing.Slowdown;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.dispatch.routing.adapter.MonacoMap;
import robotaxi.dispatch.traffic.Pace;
import robotaxi.dispatch.traffic.TravelSpeeds;
import robotaxi.dispatch.traffic.adapter.PostgresTravelSpeeds.Roads;
import robotaxi.testkit.TestClock;

/** A jam on Monaco's streets, in the real database. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class TrafficTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place STATION = new Place(43.7325, 7.4189);
    private static final Roads ELSEWHERE = new Roads("elsewhere", 1, ZoneOffset.UTC);
    private static final Duration LOOK = Duration.ofSeconds(5);

    @Inject
    PostgresTravelSpeeds store;

    @Inject
    Markets markets;

    @Inject
    MarketOwner owner;

    @Inject
    DispatchConfig config;

    private final FakeFleet fleet = new FakeFleet();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-23T08:30:00Z"));

    private GraphHopperRoads roads() {
        return markets.list().getFirst().roads();
    }

    private Traffic traffic() {
        return new Traffic(store, markets, owner, fleet, config, clock);
    }

    private double arrivalSeconds() {
        return roads().measure(CASINO, STATION).orElseThrow().durationSeconds();
    }

    /** Some cars, one behind the other, go along a way from point to point. */
    private void drive(Traffic traffic, double metresPerSecond) {
        Route way = roads().find(CASINO, Double.NaN, STATION).orElseThrow();
        List<Place> points = way.points();
        for (int i = 1; i < points.size(); i++) {
            clock.advance(LOOK);
            for (int car = 0; car < 3; car++) {
                int at = Math.max(1, i - car);
                fleet.drives(
                        "jam-" + car,
                        points.get(at),
                        MonacoMap.heading(points.get(at - 1), points.get(at)),
                        metresPerSecond,
                        clock.instant());
            }
            traffic.look();
        }
    }

    @AfterEach
    void quiet() {
        QuarkusTransaction.requiringNew()
                .run(() -> store.keep(new Roads("monaco", 0, ZoneOffset.UTC), List.of(), clock.instant()));
        roads().drive(Slowdown.NONE);
    }

    @Test
    void aJamThatCarsAreInDelaysArrivalsAndIsKnownToTheNextOwner() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> owner.owns("monaco"));
        double before = arrivalSeconds();
        Traffic traffic = traffic();
        drive(traffic, 1);
        traffic.learn();
        double inJam = arrivalSeconds();
        assertThat(inJam).isGreaterThan(1.3 * before);

        roads().drive(Slowdown.NONE);
        assertThat(arrivalSeconds()).isEqualTo(before);
        traffic().restore();
        assertThat(arrivalSeconds()).isEqualTo(inJam);
    }

    @Test
    void carsThatStandDelayNobody() {
        double before = arrivalSeconds();
        Traffic traffic = traffic();
        drive(traffic, 0);
        traffic.learn();
        assertThat(arrivalSeconds()).isEqualTo(before);
    }

    @Test
    void whatBelongsToAnotherMapIsNotReadAndForgottenWithTheNextOne() {
        var known = new TravelSpeeds.Known(new TravelSpeeds.Key("", 5), new Pace(60, 12, clock.instant()));
        var usual = usual(8, 300);
        keep(ELSEWHERE, known, usual);
        assertThat(store.list(ELSEWHERE)).containsExactlyInAnyOrder(known, usual);
        var anotherMap = new Roads("elsewhere", 2, ZoneOffset.UTC);
        assertThat(store.list(anotherMap)).isEmpty();
        keep(anotherMap, usual);
        assertThat(store.list(anotherMap)).containsExactly(usual);
        assertThat(store.list(ELSEWHERE)).isEmpty();
    }

    @Test
    void whatWasLearnedByOtherHoursMovesOnceToTheMarkets() {
        var byUtc = new Roads("abroad", 1, ZoneOffset.UTC);
        var piece = new TravelSpeeds.Known(new TravelSpeeds.Key("", 7), new Pace(60, 12, clock.instant()));
        keep(byUtc, piece, usual(7, 300), usual(8, 200));
        var local = new Roads("abroad", 1, ZoneId.of("Europe/Monaco"));
        for (int start = 0; start < 2; start++) {
            QuarkusTransaction.requiringNew().run(() -> store.adopt(local));
            assertThat(store.list(local)).containsExactlyInAnyOrder(piece, usual(8, 300), usual(9, 200));
        }
        keep(local, usual(8, 100));
        assertThat(store.list(local)).containsExactlyInAnyOrder(piece, usual(8, 100), usual(9, 200));
        QuarkusTransaction.requiringNew().run(() -> store.adopt(byUtc));
        assertThat(store.list(byUtc)).containsExactlyInAnyOrder(piece, usual(7, 100), usual(8, 200));
    }

    private TravelSpeeds.Known usual(int hour, double mapSeconds) {
        return new TravelSpeeds.Known(
                new TravelSpeeds.Key("residential", hour), new Pace(600, mapSeconds, clock.instant()));
    }

    private void keep(Roads roads, TravelSpeeds.Known... known) {
        QuarkusTransaction.requiringNew().run(() -> store.keep(roads, List.of(known), clock.instant()));
    }
}
