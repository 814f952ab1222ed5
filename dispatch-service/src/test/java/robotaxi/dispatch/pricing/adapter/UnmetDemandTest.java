package robotaxi.dispatch.pricing.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.Place;

/** In a market without a car: every offer is one without a car near. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestSecurity(user = "nobody-came", roles = "rider")
class UnmetDemandTest {
    private static final String MARKET = "second";
    private static final Place STATION = new Place(43.7384, 7.4246);

    /** A request of just now is expected again with this weight: a quarter of an hour ahead, by a memory of half an hour. */
    private static final double ONE_REQUEST = 0.5;

    @Inject
    UnmetDemand demand;

    @Inject
    MarketOwner owner;

    @Inject
    Markets markets;

    @Inject
    DataSource database;

    @Inject
    InstantSource clock;

    private Markets.Market market;
    private double before;

    @BeforeEach
    void allThatWasIsCounted() throws SQLException {
        await().atMost(Duration.ofSeconds(20)).until(() -> owner.owns(MARKET));
        market = markets.named(MARKET, RideError.OUT_OF_AREA);
        countAllThatIsKnown();
        before = expected();
    }

    @Test
    void aRefusalIsExpectedAgainOnceHoweverOftenItIsRefused() throws SQLException {
        Place here = somewhere();
        demand.refused(MARKET, "anna", here);
        demand.refused(MARKET, "anna", here);
        countAllThatIsKnown();
        assertThat(expected() - before).isCloseTo(ONE_REQUEST, within(0.02));
        demand.refused(MARKET, "anna", here);
        countAllThatIsKnown();
        assertThat(expected() - before).isCloseTo(ONE_REQUEST, within(0.02));
    }

    @Test
    void twoRidersAreTwo() throws SQLException {
        Place here = somewhere();
        demand.refused(MARKET, "anna", here);
        demand.refused(MARKET, "bert", here);
        countAllThatIsKnown();
        assertThat(expected() - before).isCloseTo(2 * ONE_REQUEST, within(0.02));
    }

    @Test
    void anOfferWithoutACarCountsWhenItHasExpiredAndNobodyTookIt() throws SQLException {
        ask();
        demand.write();
        demand.count(market);
        assertThat(expected()).as("it may be taken still").isCloseTo(before, within(0.02));
        countAllThatIsKnown();
        assertThat(expected() - before).isCloseTo(ONE_REQUEST, within(0.02));
    }

    @Test
    void anOfferThatWasTakenCountsAsTheRideThatItIs() throws SQLException {
        String quote = ask();
        String ride = given().contentType("application/json")
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .then()
                .statusCode(201)
                .extract()
                .path("rideId");
        await().atMost(Duration.ofSeconds(20)).until(() -> expected() > before + ONE_REQUEST / 2);
        countAllThatIsKnown();
        assertThat(expected() - before).isCloseTo(ONE_REQUEST, within(0.02));
        given().contentType("application/json")
                .body(Map.of("reason", "the test is over"))
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(200);
    }

    /** As if all offers had expired by now. */
    private void countAllThatIsKnown() throws SQLException {
        demand.write();
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update unmet_demand set due_at = now() where market_id = ? and due_at > now()")) {
            update.setString(1, MARKET);
            update.executeUpdate();
        }
        demand.count(market);
    }

    private static String ask() {
        Place here = somewhere();
        return given().contentType("application/json")
                .body(Map.of(
                        "marketId",
                        MARKET,
                        "pickup",
                        Map.of("latitude", here.latitude(), "longitude", here.longitude()),
                        "dropoff",
                        Map.of("latitude", 43.7371, "longitude", 7.4217)))
                .post("/v1/quotes")
                .then()
                .statusCode(201)
                .extract()
                .path("quoteId");
    }

    /** Never the same place twice, within a metre. */
    private static Place somewhere() {
        return new Place(STATION.latitude() + System.nanoTime() % 1_000_000 * 1e-11, STATION.longitude());
    }

    private double expected() {
        return owner.decide(
                MARKET,
                desk -> Arrays.stream(desk.tasks().planner().expected(clock.instant()))
                        .sum());
    }
}
