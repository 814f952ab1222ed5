package robotaxi.benchmarks.market;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.MarketStack;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.StackException;

/** Kills owners of markets and asks the database, by its own clock, when each of their markets ticked again. */
public final class OwnerKills implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_MILLIS = 50;
    private static final double MILLIS = 1e3;

    private final Connection connection;

    /** At the stack's database. */
    public OwnerKills(Ports ports, Secrets secrets) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/dispatch",
                "dispatch",
                secrets.get("database.dispatch"));
    }

    /** Markets that each instance owns now. */
    public Map<String, Integer> owned() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select owner, count(*) from market_lease where expires_at > now() and market_id <> '*' group by owner");
                ResultSet rows = query.executeQuery()) {
            Map<String, Integer> owned = new TreeMap<>();
            while (rows.next()) {
                owned.put(rows.getString(1), rows.getInt(2));
            }
            return owned;
        }
    }

    /**
     * Ends a process without warning, and waits until all that it owned is owned by others and has ticked.
     *
     * @return seconds from the kill to the first tick, one for each market whose owner was killed
     */
    public List<Double> kill(MarketStack.Instance victim) throws SQLException, InterruptedException {
        Map<String, Long> epochs = epochs(victim.id());
        Instant killedAt = now();
        victim.process().destroyForcibly();
        long giveUpAt = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        Map<String, Instant> ticks = nextTicks(epochs);
        while (ticks.size() < epochs.size()) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new StackException("nobody took over " + epochs.keySet() + " but " + ticks.keySet() + " in "
                        + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            ticks = nextTicks(epochs);
        }
        // What was given back and taken over just before the kill had another owner by then.
        return ticks.values().stream()
                .filter(tick -> tick.isAfter(killedAt))
                .map(tick -> Duration.between(killedAt, tick).toMillis() / MILLIS)
                .toList();
    }

    private Map<String, Long> epochs(String owner) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select market_id, epoch from market_lease where owner = ? and expires_at > now() and market_id <> '*'")) {
            query.setString(1, owner);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Long> epochs = new TreeMap<>();
                while (rows.next()) {
                    epochs.put(rows.getString(1), rows.getLong(2));
                }
                return epochs;
            }
        }
    }

    private Instant now() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select clock_timestamp()");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    private Map<String, Instant> nextTicks(Map<String, Long> epochs) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select killed.market_id, min(first_tick_at)
                from unnest(?::text[], ?::bigint[]) as killed (market_id, epoch)
                join market_tenure on market_tenure.market_id = killed.market_id and market_tenure.epoch > killed.epoch
                group by killed.market_id""")) {
            query.setArray(1, connection.createArrayOf("text", epochs.keySet().toArray()));
            query.setArray(2, connection.createArrayOf("bigint", epochs.values().toArray()));
            Map<String, Instant> ticks = new TreeMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Timestamp tick = rows.getTimestamp(2);
                    ticks.put(rows.getString(1), tick.toInstant());
                }
            }
            return ticks;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The figures of all kills, in order. */
    public static double percentile(List<Double> seconds, double share) {
        List<Double> sorted = new ArrayList<>(seconds);
        sorted.sort(Double::compare);
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
