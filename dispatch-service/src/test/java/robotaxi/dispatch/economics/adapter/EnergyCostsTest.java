package robotaxi.dispatch.economics.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.economics.EnergyBalance;
import robotaxi.dispatch.economics.Line;
import robotaxi.dispatch.economics.adapter.EconomicsStore.By;
import robotaxi.dispatch.market.adapter.MarketOwner;

/** A car that charges and then drives a ride and a task, on a past day, added up by hand beside it. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class EnergyCostsTest {
    private static final String MARKET = "second";
    private static final LocalDate DAY = LocalDate.parse("2025-05-06");

    @Inject
    DataSource database;

    @Inject
    EconomicsProjection projection;

    @Inject
    EconomicsStore store;

    @Inject
    MarketOwner owner;

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void whatWasPaidAtTheChargerIsInRidesTasksAndTheBatteryToTheCent() {
        await().atMost(Duration.ofSeconds(20)).until(() -> owner.owns(MARKET));
        projection.catchUp(MARKET);
        EnergyBalance before = store.energy(MARKET);
        String id = "energy-" + System.nanoTime();
        // Before the first charge energy is free; then 24 to 90 per cent of 60 kWh at 0.33 make 13.07.
        execute("""
                insert into charging_site values ('%1$s', 'second', 'depot', 0, 0, 1, 50, 33, 'EUR');
                insert into car_task (task_id, market_id, vehicle_id, kind, state, latitude, longitude, site_id, actor, reason,
                    planned_at, state_since, arrived_at, arrived_percent, ended_percent, cause, version)
                values ('%1$s-charge', 'second', '%1$s', 'CHARGE', 'DONE', 0, 0, '%1$s', 'planner', 'charge',
                    '2025-05-06T08:00:00Z', '2025-05-06T09:00:00Z', '2025-05-06T08:10:00Z', 24, 90, 'charged', 2),
                ('%1$s-move', 'second', '%1$s', 'REPOSITION', 'DONE', 0, 0, null, 'planner', 'demand',
                    '2025-05-06T12:00:00Z', '2025-05-06T12:05:00Z', null, null, null, 'arrived', 2);
                insert into car_task_move (task_id, version, state, cause, time, odometer_metres, battery_percent) values
                ('%1$s-charge', 1, 'ORDERED', 'ordered', '2025-05-06T08:00:00Z', 0, 25),
                ('%1$s-charge', 2, 'DONE', 'charged', '2025-05-06T09:00:00Z', 500, 90),
                ('%1$s-move', 1, 'ORDERED', 'ordered', '2025-05-06T12:00:00Z', 4500, 80),
                ('%1$s-move', 2, 'DONE', 'arrived', '2025-05-06T12:05:00Z', 5000, 79);
                insert into quote values ('%1$s', 'rider', 'second', 0, 0, 0, 0, 1, 1, 0, 0, 0, 'EUR', 1, 1, now());
                insert into ride (id, quote_id, idempotency_key, rider_id, market_id, pickup_latitude, pickup_longitude,
                    dropoff_latitude, dropoff_longitude, price_minor, currency, planned_distance_metres,
                    planned_duration_seconds, pin, state, vehicle_id, boarded, requested_at, state_since, version)
                values ('%1$s', '%1$s', '%1$s', 'rider', 'second', 0, 0, 0, 0, 1250, 'EUR', 1, 1, '1234', 'COMPLETED', '%1$s',
                    false, '2025-05-06T10:00:00Z', '2025-05-06T10:30:00Z', 3);
                insert into ride_transition (ride_id, version, from_state, to_state, actor, cause, vehicle_id, market_epoch, time,
                    odometer_metres, battery_percent) values
                ('%1$s', 1, '', 'matched', 'matcher', 'matched', '%1$s', 1, '2025-05-06T10:00:00Z', 500, 90),
                ('%1$s', 2, 'matched', 'in-ride', 'rider', 'started', '%1$s', 1, '2025-05-06T10:10:00Z', 1500, 87),
                ('%1$s', 3, 'in-ride', 'completed', 'vehicle', 'alighted', '%1$s', 1, '2025-05-06T10:30:00Z', 4500, 80);
                """.formatted(id));
        projection.catchUp(MARKET);
        // 13.07 at 90 per cent: 3 of 90 are 0.44, 7 of 87 of the rest 1.02, 1 of 80 of the rest 0.15.
        Line car = store.lines(MARKET, By.VEHICLE, DAY, DAY, "EUR").stream()
                .filter(line -> line.key().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(car.chargedKwh()).isCloseTo(39.6, within(1e-9));
        assertThat(car.chargedMinor()).isEqualTo(1_307);
        assertThat(car.energyMinor()).isEqualTo(44 + 102 + 15);
        Line ride = store.lines(MARKET, By.RIDE, DAY, DAY, "EUR").stream()
                .filter(line -> line.key().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(ride.energyMinor()).isEqualTo(44 + 102);
        EnergyBalance after = store.energy(MARKET);
        assertThat(after.boughtMinor() - before.boughtMinor()).isEqualTo(1_307);
        assertThat(after.usedMinor() - before.usedMinor()).isEqualTo(161);
        assertThat(after.heldMinor() - before.heldMinor()).isEqualTo(1_146);
        projection.catchUp(MARKET);
        assertThat(store.energy(MARKET)).isEqualTo(after);
        given().get("/v1/markets/second/economics?from=2025-05-06&to=2025-05-06")
                .then()
                .body("energy.differenceMinor", equalTo(0));
        execute("update economics_energy set used_minor = used_minor - 1 where ride_id = '" + id + "'");
        assertThat(store.energy(MARKET).differenceMinor())
                .as("a lost cent is seen")
                .isEqualTo(1);
        execute("update economics_energy set used_minor = used_minor + 1 where ride_id = '" + id + "'");
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
