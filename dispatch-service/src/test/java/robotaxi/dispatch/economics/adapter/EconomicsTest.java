package robotaxi.dispatch.economics.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.economics.Line;
import robotaxi.dispatch.economics.Reconciliation;
import robotaxi.dispatch.economics.adapter.EconomicsStore.By;
import robotaxi.dispatch.market.adapter.MarketOwner;

/** One ride and one task of a past day in the histories and the ledger, added up by hand beside it. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class EconomicsTest {
    private static final String MARKET = "second";
    private static final LocalDate DAY = LocalDate.parse("2025-03-04");

    @Inject
    DataSource database;

    @Inject
    EconomicsProjection projection;

    @Inject
    EconomicsStore store;

    @Inject
    MarketOwner owner;

    private String ride = "";

    @BeforeEach
    void aRideAndATask() {
        await().atMost(Duration.ofSeconds(20)).until(() -> owner.owns(MARKET));
        ride = "economics-" + System.nanoTime();
        execute("""
                insert into quote values ('%1$s', 'rider', 'second', 0, 0, 0, 0, 1, 1, 0, 0, 0, 'EUR', 1, 1, now());
                insert into ride (id, quote_id, idempotency_key, rider_id, market_id, pickup_latitude, pickup_longitude,
                    dropoff_latitude, dropoff_longitude, price_minor, currency, planned_distance_metres,
                    planned_duration_seconds, pin, state, vehicle_id, boarded, requested_at, state_since, version)
                values ('%1$s', '%1$s', '%1$s', 'rider', 'second', 0, 0, 0, 0, 1250, 'EUR', 1, 1, '1234', 'COMPLETED', 'eco-car',
                    false, '2025-03-04T10:00:00Z', '2025-03-04T10:30:00Z', 5);
                insert into ride_transition (ride_id, version, from_state, to_state, actor, cause, vehicle_id, market_epoch, time,
                    odometer_metres, battery_percent) values
                ('%1$s', 1, '', 'requested', 'rider', 'requested', null, 1, '2025-03-04T10:00:00Z', null, null),
                ('%1$s', 2, 'requested', 'matched', 'matcher', 'matched', 'eco-car', 1, '2025-03-04T10:00:10Z', 1000, 80),
                ('%1$s', 3, 'matched', 'in-ride', 'rider', 'started', 'eco-car', 1, '2025-03-04T10:10:10Z', 1400, 79),
                ('%1$s', 4, 'in-ride', 'interrupted', 'vehicle', 'vehicle-failed', 'eco-car', 1, '2025-03-04T10:20:10Z', 4400, 76),
                ('%1$s', 5, 'interrupted', 'completed', 'rider', 'ended-early', 'eco-car', 1, '2025-03-04T10:30:10Z', 4400, 76);
                insert into ride_entry (ride_id, sequence, kind, debit, credit, amount_minor, currency, actor, cause, time) values
                ('%1$s', 1, 'QUOTE', 'RIDER', 'FARES', 1250, 'EUR', 'rider', 'requested', '2025-03-04T10:00:00Z'),
                ('%1$s', 2, 'CLEANING_FEE', 'RIDER', 'FEES', 4000, 'EUR', 'operator', 'coffee', '2025-03-04T11:00:00Z'),
                ('%1$s', 3, 'REFUND', 'REFUNDS', 'RIDER', 250, 'EUR', 'operator', 'late', '2025-03-04T12:00:00Z');
                insert into car_task (task_id, market_id, vehicle_id, kind, state, latitude, longitude, actor, reason, planned_at,
                    state_since, cause, version)
                values ('%1$s', 'second', 'eco-car', 'REPOSITION', 'DONE', 0, 0, 'planner', 'demand', '2025-03-04T13:00:00Z',
                    '2025-03-04T13:05:00Z', 'arrived', 2);
                insert into car_task_move (task_id, version, state, cause, time, odometer_metres, battery_percent) values
                ('%1$s', 1, 'ORDERED', 'ordered', '2025-03-04T13:00:00Z', 4400, 76),
                ('%1$s', 2, 'DONE', 'arrived', '2025-03-04T13:05:00Z', 5000, 75.5);
                """.formatted(ride));
    }

    @Test
    void aRidesFiguresAreThoseOfItsEventsToTheCent() {
        projection.catchUp(MARKET);
        Line line = lines(By.RIDE).stream()
                .filter(one -> one.key().equals(ride))
                .findFirst()
                .orElseThrow();
        assertThat(line.revenueMinor()).isEqualTo(1250 + 4000 - 250);
        assertThat(line.completedRides()).isEqualTo(1);
        assertThat(line.emptyMetres()).isEqualTo(400);
        assertThat(line.loadedMetres()).isEqualTo(3000);
        assertThat(line.energyKwh()).isCloseTo(2.4, within(1e-9));
        assertThat(line.busySeconds()).isEqualTo(1800);
        assertThat(line.assistanceSeconds()).isEqualTo(600);
        assertThat(line.revenueMinorPerCarHour()).isCloseTo(10_000, within(1e-6));
    }

    @Test
    void whatWasCountedIsNotCountedAgainAndTheSumsAgreeByEveryKey() {
        projection.catchUp(MARKET);
        List<Line> once = lines(By.DAY);
        projection.catchUp(MARKET);
        assertThat(lines(By.DAY)).isEqualTo(once);
        for (By by : By.values()) {
            assertThat(lines(by).stream().mapToLong(Line::revenueMinor).sum())
                    .isEqualTo(once.getFirst().revenueMinor());
            assertThat(lines(by).stream()
                            .mapToDouble(line -> line.emptyMetres() + line.loadedMetres())
                            .sum())
                    .isCloseTo(once.getFirst().emptyMetres() + once.getFirst().loadedMetres(), within(1e-6));
        }
    }

    @Test
    void theLedgerAgreesAndALostCentIsSeen() {
        projection.catchUp(MARKET);
        assertThat(reconciled().differenceMinor()).isZero();
        assertThat(reconciled().ledgerMinor()).isEqualTo(reconciled().countedMinor());
        execute("update economics_money set revenue_minor = revenue_minor - 1 where ride_id = '" + ride + "'");
        assertThat(reconciled().differenceMinor()).isEqualTo(1);
        execute("update economics_money set revenue_minor = revenue_minor + 1 where ride_id = '" + ride + "'");
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorReadsThemAsJsonAndAsCsv() {
        projection.catchUp(MARKET);
        String days = "?from=2025-03-04&to=2025-03-04";
        given().get("/v1/markets/second/economics" + days)
                .then()
                .statusCode(200)
                .body("lines[0].key", equalTo("2025-03-04"))
                .body("reconciliation[0].differenceMinor", equalTo(0));
        String csv = given().get("/v1/markets/second/economics.csv" + days + "&by=ride")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        assertThat(csv)
                .startsWith("ride,currency,revenue_minor")
                .contains(ride + ",EUR,5000,1,400,3000,2.400,1800,600,10000.00,0,0.000,0\r\n");
        given().get("/v1/markets/second/economics?by=moon")
                .then()
                .statusCode(422)
                .body("code", equalTo("area.bad-request"));
        given().get("/v1/markets/second/economics?from=yesterday").then().statusCode(422);
    }

    @Test
    @TestSecurity(user = "anna", roles = "rider")
    void ridersDoNotSeeThem() {
        given().get("/v1/markets/second/economics").then().statusCode(403);
    }

    private List<Line> lines(By by) {
        return QuarkusTransaction.requiringNew().call(() -> store.lines(MARKET, by, DAY, DAY, "EUR"));
    }

    private Reconciliation reconciled() {
        return QuarkusTransaction.requiringNew()
                .call(() -> store.reconcile(MARKET, DAY, DAY))
                .getFirst();
    }

    private void execute(String statements) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
