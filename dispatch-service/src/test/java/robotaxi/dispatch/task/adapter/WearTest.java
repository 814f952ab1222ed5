package robotaxi.dispatch.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskState;
import robotaxi.dispatch.task.Wear;

/** What the tables of rides, money and tasks say of how clean a car is. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class WearTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Inject
    PostgresTasks tasks;

    @Inject
    DataSource database;

    private final String car = "worn-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();

    @Test
    void ridesCountFromTheLastCleaningOnAndAFeeSaysThatItIsSoiled() {
        assertThat(tasks.wear(List.of(car))).isEmpty();
        assertThat(tasks.wear(List.of())).isEmpty();
        ride(car, NOON);
        ride(car, NOON.plusSeconds(600));
        ride(car, null);
        ride(other, NOON);
        assertThat(tasks.wear(List.of(car, other)))
                .isEqualTo(Map.of(car, new Wear(2, false), other, new Wear(1, false)));
        fee(ride(car, NOON.plusSeconds(1_200)));
        assertThat(tasks.wear(List.of(car))).isEqualTo(Map.of(car, new Wear(3, true)));
        cleaning(TaskState.FAILED, NOON.plusSeconds(1_800));
        assertThat(tasks.wear(List.of(car))).isEqualTo(Map.of(car, new Wear(3, true)));
        cleaning(TaskState.DONE, NOON.plusSeconds(2_400));
        assertThat(tasks.wear(List.of(car))).isEmpty();
        ride(car, NOON.plusSeconds(3_000));
        assertThat(tasks.wear(List.of(car))).isEqualTo(Map.of(car, new Wear(1, false)));
    }

    private void cleaning(TaskState state, Instant at) {
        CarTask planned = CarTask.planned(
                UUID.randomUUID().toString(),
                "worn",
                car,
                TaskKind.CLEAN,
                new Place(43.73, 7.41),
                null,
                "planner",
                "rides",
                at.minus(Duration.ofMinutes(5)));
        tasks.add(planned);
        write(
                "update car_task set state = ?, state_since = ? where task_id = ?",
                state.name(),
                Timestamp.from(at),
                planned.taskId());
    }

    private String ride(String vehicle, @Nullable Instant pickedUpAt) {
        String id = UUID.randomUUID().toString();
        write("insert into quote values (?, 'rider', 'test', 0, 0, 0, 0, 1, 1, 0, 0, 0, 'EUR', 1, 1, now())", id);
        write("""
                insert into ride (id, quote_id, idempotency_key, rider_id, market_id, pickup_latitude, pickup_longitude,
                    dropoff_latitude, dropoff_longitude, price_minor, currency, planned_distance_metres,
                    planned_duration_seconds, pin, state, boarded, requested_at, state_since, version, vehicle_id, picked_up_at)
                values (?, ?, ?, 'rider', 'worn', 0, 0, 0, 0, 1, 'EUR', 1, 1, '1234', 'COMPLETED', false, now(), now(), 1, ?, ?)""", id, id, id, vehicle, pickedUpAt == null ? null : Timestamp.from(pickedUpAt));
        return id;
    }

    private void fee(String ride) {
        write("""
                insert into ride_entry values (?, 1, 'CLEANING_FEE', 'RIDER', 'FEES', 5000, 'EUR', 'operator', 'spilt', now())""", ride);
    }

    private void write(String statement, @Nullable Object... values) {
        try (var connection = database.getConnection();
                var write = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                write.setObject(i + 1, values[i]);
            }
            write.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
