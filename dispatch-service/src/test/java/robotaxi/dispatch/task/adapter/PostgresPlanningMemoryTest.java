package robotaxi.dispatch.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.PlanningMemory;
import robotaxi.dispatch.task.PlanningMemoryContract;

@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class PostgresPlanningMemoryTest extends PlanningMemoryContract {
    @Inject
    PlanningMemory memory;

    @Inject
    DataSource database;

    @Override
    protected PlanningMemory memory() {
        return memory;
    }

    @Override
    protected void request(String market, String rideId, Place pickup, Instant at) {
        request(market, rideId, pickup, at, null, "CANCELLED_NO_SUPPLY");
    }

    private void request(
            String market,
            String rideId,
            Place pickup,
            Instant at,
            @org.jspecify.annotations.Nullable Instant pickupAt,
            String state) {
        try (var connection = database.getConnection();
                var quote = connection.prepareStatement("""
                        insert into quote values (?, 'rider', 'test', 0, 0, 0, 0, 1, 1, 0, 0, 0, 'EUR', 1, 1, now())""");
                var ride = connection.prepareStatement("""
                        insert into ride (id, quote_id, idempotency_key, rider_id, market_id, pickup_latitude, pickup_longitude,
                            dropoff_latitude, dropoff_longitude, price_minor, currency, planned_distance_metres,
                            planned_duration_seconds, pin, state, boarded, requested_at, pickup_at, state_since, version)
                        values (?, ?, ?, 'rider', ?, ?, ?, 0, 0, 1, 'EUR', 1, 1, '1234', ?, false, ?, ?, now(), 1)""")) {
            quote.setString(1, rideId);
            quote.executeUpdate();
            ride.setString(1, rideId);
            ride.setString(2, rideId);
            ride.setString(3, rideId);
            ride.setString(4, market);
            ride.setDouble(5, pickup.latitude());
            ride.setDouble(6, pickup.longitude());
            ride.setString(7, state);
            ride.setTimestamp(8, Timestamp.from(at));
            ride.setTimestamp(9, pickupAt == null ? null : Timestamp.from(pickupAt));
            ride.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRideForLaterCountsForItsTimeAndOnlyOnceACarIsSought() {
        String market = "later-" + UUID.randomUUID();
        Place here = new Place(43.73, 7.41);
        Instant booked = Instant.parse("2026-11-20T08:00:00Z");
        Instant wanted = Instant.parse("2026-11-23T08:00:00Z");
        String due = UUID.randomUUID().toString();
        request(market, due, here, booked, wanted, "REQUESTED");
        request(market, UUID.randomUUID().toString(), here, booked, wanted, "SCHEDULED");
        assertThat(memory.listRequested(market, wanted.minusSeconds(60), wanted.plusSeconds(60)))
                .containsExactly(new PlanningMemory.Request(due, here, wanted));
    }
}
