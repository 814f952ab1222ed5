package robotaxi.dispatch.decision.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import robotaxi.dispatch.decision.DecisionLog;
import robotaxi.dispatch.decision.MatchTick;
import robotaxi.dispatch.decision.MatchTick.Decision;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.kit.ids.Ids;

/** Decisions in PostgreSQL, in the transaction that carries them out; deleted when their time is over. */
@ApplicationScoped
class PostgresDecisionLog implements DecisionLog {
    static final int TIDY_EVERY = 1_000;

    private final DataSource database;
    private final ObjectMapper json;
    private final Instance<MarketOwner> market;
    private final DispatchConfig config;
    private final InstantSource clock;
    private final Ids ids;
    private final AtomicInteger kept = new AtomicInteger();

    @Inject
    PostgresDecisionLog(
            DataSource database,
            ObjectMapper json,
            Instance<MarketOwner> market,
            DispatchConfig config,
            InstantSource clock,
            Ids ids) {
        this.database = database;
        this.json = json;
        this.market = market;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void keep(MatchTick tick) {
        String id = ids.next();
        try (var connection = database.getConnection()) {
            addTick(connection, id, tick);
            addDecisions(connection, id, tick);
            if (kept.getAndIncrement() % TIDY_EVERY == 0) {
                tidy(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A match's reasons cannot be kept", e);
        }
    }

    private void addTick(Connection connection, String id, MatchTick tick) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into match_tick values (?, ?, ?, ?, ?::json, ?, ?, ?, ?::json, ?)")) {
            insert.setString(1, id);
            insert.setString(2, tick.marketId());
            insert.setLong(3, market.get().epoch(tick.marketId()));
            insert.setTimestamp(4, Timestamp.from(tick.at()));
            insert.setString(5, text(tick.policy()));
            insert.setInt(6, tick.roads());
            insert.setInt(7, tick.openRides());
            insert.setInt(8, tick.availableCars());
            insert.setString(9, text(tick.leftOut()));
            insert.setBoolean(10, tick.isProvenOptimal());
            insert.executeUpdate();
        }
    }

    private void addDecisions(Connection connection, String id, MatchTick tick) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into match_decision values (?, ?, nullif(?, 0), ?::json, ?::json, ?::json)")) {
            for (Decision decision : tick.decisions()) {
                insert.setString(1, id);
                insert.setString(2, decision.ride().rideId());
                insert.setLong(3, decision.rideVersion());
                insert.setString(4, text(decision.ride()));
                insert.setString(5, text(decision.match()));
                insert.setString(6, text(decision.cars()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void tidy(Connection connection) throws SQLException {
        try (var delete = connection.prepareStatement("delete from match_tick where at < ?")) {
            delete.setTimestamp(
                    1, Timestamp.from(clock.instant().minus(config.decisions().retention())));
            delete.executeUpdate();
        }
    }

    /** A tick as it is kept. */
    record Kept(String tickId, MatchTick tick) {}

    /** The tick that decided a move of a ride to a car, whole, if it is still kept. */
    Optional<Kept> find(String rideId, long rideVersion) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select tick.*, decision.ride_version, decision.ride, decision.match, decision.cars
                        from match_tick tick join match_decision decision using (tick_id)
                        where tick_id = (select tick_id from match_decision where ride_id = ? and ride_version = ?)
                        order by decision.ride_id""")) {
            query.setString(1, rideId);
            query.setLong(2, rideVersion);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(kept(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A match's reasons cannot be read", e);
        }
    }

    private Kept kept(ResultSet first) throws SQLException {
        String id = first.getString("tick_id");
        String marketId = first.getString("market_id");
        var at = first.getTimestamp("at").toInstant();
        var policy = read(first.getString("policy"), new TypeReference<MatchingParameters>() {});
        int roads = first.getInt("roads");
        int open = first.getInt("open_rides");
        int available = first.getInt("available_cars");
        var leftOut = read(first.getString("left_out"), new TypeReference<Map<String, Integer>>() {});
        boolean proven = first.getBoolean("proven_optimal");
        List<Decision> decisions = new ArrayList<>();
        do {
            decisions.add(new Decision(
                    read(first.getString("ride"), new TypeReference<OpenRide>() {}),
                    read(first.getString("match"), new TypeReference<Match>() {}),
                    read(first.getString("cars"), new TypeReference<List<AvailableCar>>() {}),
                    first.getLong("ride_version")));
        } while (first.next());
        return new Kept(id, new MatchTick(marketId, at, policy, roads, open, available, leftOut, proven, decisions));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision of ours cannot be written", e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision of ours cannot be read", e);
        }
    }
}
