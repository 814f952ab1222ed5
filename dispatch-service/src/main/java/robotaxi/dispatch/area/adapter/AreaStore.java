package robotaxi.dispatch.area.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.area.Area;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.area.Weather;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.problem.FleetException;

/** Areas and weather in PostgreSQL: every version kept, every change audited in its own transaction. */
@ApplicationScoped
class AreaStore {
    private final DataSource database;
    private final Audit audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    @Inject
    AreaStore(DataSource database, Audit audit, ObjectMapper json, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A change of an area.
     *
     * @param definition null if the area was removed
     */
    record Version(
            String areaId,
            long version,
            String marketId,
            @Nullable AreaJson definition,
            String changedBy,
            String reason,
            Instant changedAt) {}

    /** Who changes something, and why. */
    record Author(String name, String reason) {}

    /** Adds the version after the one that was read; in the transaction under way. */
    void append(String areaId, String marketId, long version, @Nullable AreaJson definition, Author author) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into operating_area
                            (area_id, version, market_id, definition, changed_by, reason, changed_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, areaId);
            insert.setLong(2, version);
            insert.setString(3, marketId);
            insert.setString(4, definition == null ? null : json.writeValueAsString(definition));
            insert.setString(5, author.name());
            insert.setString(6, author.reason());
            insert.setTimestamp(7, Timestamp.from(clock.instant()));
            if (insert.executeUpdate() == 0) {
                throw new FleetException(AreaError.CHANGED_MEANWHILE, "Read the area again");
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("An area cannot be kept", e);
        }
        String action = definition == null ? "area.remove" : version == 1 ? "area.create" : "area.change";
        audit.record(author.name(), action, areaId, author.reason());
    }

    /** In the transaction under way. */
    void setWeather(String marketId, Weather weather, Author author) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("""
                        insert into market_weather (market_id, weather, changed_by, reason, changed_at)
                        values (?, ?, ?, ?, ?) on conflict (market_id) do update set weather = excluded.weather,
                            changed_by = excluded.changed_by, reason = excluded.reason, changed_at = excluded.changed_at""")) {
            upsert.setString(1, marketId);
            upsert.setString(2, weather.name());
            upsert.setString(3, author.name());
            upsert.setString(4, author.reason());
            upsert.setTimestamp(5, Timestamp.from(clock.instant()));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The weather cannot be kept", e);
        }
        audit.record(author.name(), "weather.set", marketId, author.reason());
    }

    /** The newest version of each area that is not removed, by id. */
    List<Area> list() {
        return read("""
                select distinct on (area_id) * from operating_area order by area_id, version desc""", null).stream().flatMap(found -> area(found).stream()).toList();
    }

    /** All versions of an area, the newest first; none of an area that never was. */
    List<Version> versions(String areaId) {
        return read("select * from operating_area where area_id = ? order by version desc", areaId);
    }

    private static Optional<Area> area(Version found) {
        return Optional.ofNullable(found.definition())
                .map(definition -> definition.toArea(found.areaId(), found.marketId(), found.version()));
    }

    private List<Version> read(String select, @Nullable String areaId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(select)) {
            if (areaId != null) {
                query.setString(1, areaId);
            }
            try (ResultSet rows = query.executeQuery()) {
                List<Version> versions = new ArrayList<>();
                while (rows.next()) {
                    String definition = rows.getString("definition");
                    versions.add(new Version(
                            rows.getString("area_id"),
                            rows.getLong("version"),
                            rows.getString("market_id"),
                            definition == null ? null : json.readValue(definition, AreaJson.class),
                            rows.getString("changed_by"),
                            rows.getString("reason"),
                            rows.getTimestamp("changed_at").toInstant()));
                }
                return versions;
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("Areas cannot be read", e);
        }
    }

    /** Grows with every change of an area, since none is ever taken back. */
    long changes() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from operating_area");
                var rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Areas cannot be read", e);
        }
    }

    /** By market; where nobody said anything it is clear. */
    Map<String, Weather> weather() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select market_id, weather from market_weather");
                var rows = query.executeQuery()) {
            Map<String, Weather> weather = new HashMap<>();
            while (rows.next()) {
                weather.put(rows.getString(1), Weather.valueOf(rows.getString(2)));
            }
            return weather;
        } catch (SQLException e) {
            throw new IllegalStateException("The weather cannot be read", e);
        }
    }
}
