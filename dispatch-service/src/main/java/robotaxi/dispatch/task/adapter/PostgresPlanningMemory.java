package robotaxi.dispatch.task.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.PlanningMemory;

/** What was requested stands in the rides themselves; the price of empty driving has a row for each market. */
@ApplicationScoped
class PostgresPlanningMemory implements PlanningMemory {
    private final DataSource database;

    @Inject
    PostgresPlanningMemory(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Request> listRequested(String marketId, Instant from, Instant to) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select id, pickup_latitude, pickup_longitude, coalesce(pickup_at, requested_at) as wanted_at
                        from ride
                        where market_id = ? and state <> 'SCHEDULED'
                          and (pickup_at is null and requested_at between ? and ? or pickup_at between ? and ?)
                        order by wanted_at, id""")) {
            query.setString(1, marketId);
            query.setTimestamp(2, Timestamp.from(from));
            query.setTimestamp(3, Timestamp.from(to));
            query.setTimestamp(4, Timestamp.from(from));
            query.setTimestamp(5, Timestamp.from(to));
            List<Request> requests = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    requests.add(new Request(
                            rows.getString(1),
                            new Place(rows.getDouble(2), rows.getDouble(3)),
                            rows.getTimestamp(4).toInstant()));
                }
            }
            return requests;
        } catch (SQLException e) {
            throw new IllegalStateException("What was requested cannot be read", e);
        }
    }

    @Override
    public Optional<EmptyDriving> find(String marketId) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select price, empty_metres, loaded_metres, at from empty_driving where market_id = ?")) {
            query.setString(1, marketId);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new EmptyDriving(
                                rows.getDouble(1),
                                rows.getDouble(2),
                                rows.getDouble(3),
                                rows.getTimestamp(4).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The price of empty driving cannot be read", e);
        }
    }

    @Override
    public void keep(String marketId, EmptyDriving driving) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("""
                        insert into empty_driving (price, empty_metres, loaded_metres, at, market_id) values (?, ?, ?, ?, ?)
                        on conflict (market_id) do update set price = excluded.price, empty_metres = excluded.empty_metres,
                            loaded_metres = excluded.loaded_metres, at = excluded.at""")) {
            upsert.setDouble(1, driving.price());
            upsert.setDouble(2, driving.emptyMetres());
            upsert.setDouble(3, driving.loadedMetres());
            upsert.setTimestamp(4, Timestamp.from(driving.at()));
            upsert.setString(5, marketId);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The price of empty driving cannot be kept", e);
        }
    }
}
