package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The instances of dispatch that live, and the leases that they hold, as the database sees them. */
@ApplicationScoped
class Instances {
    /** Who has room takes a market within a round of half a second; after that it is anybody's. */
    private static final long FORSAKEN_MILLIS = 750;

    private final DataSource database;
    private final DispatchConfig config;

    @Inject
    Instances(DataSource database, DispatchConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * The leases in force.
     *
     * @param owners who holds which market
     * @param living who lives, this instance with them
     * @param forsaken markets that those with room have not taken in time
     */
    record Picture(Map<String, String> owners, Set<String> living, Set<String> forsaken) {}

    /**
     * Says that this instance lives and keeps its leases; a lease that has lapsed meanwhile goes on if nobody took it.
     *
     * @param epochs of the leases that it holds, by market
     * @return those that it holds still
     */
    Set<String> renew(Map<String, Long> epochs) {
        try (var connection = database.getConnection()) {
            // First: who is dead must be known as dead no later than its leases lapse, or its markets count as shared
            // out.
            live(connection);
            return renew(connection, epochs);
        } catch (SQLException e) {
            throw new IllegalStateException("The leases cannot be renewed", e);
        }
    }

    private void live(Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                insert into dispatch_instance (instance_id, url, expires_at)
                values (?, ?, now() + ? * interval '1 millisecond')
                on conflict (instance_id) do update set url = excluded.url, expires_at = excluded.expires_at""")) {
            upsert.setString(1, config.instance().id());
            upsert.setString(2, config.instance().url().toString());
            upsert.setLong(3, config.instance().lease().toMillis());
            upsert.executeUpdate();
        }
    }

    private Set<String> renew(Connection connection, Map<String, Long> epochs) throws SQLException {
        try (var update = connection.prepareStatement("""
                update market_lease set expires_at = now() + ? * interval '1 millisecond'
                from unnest(?::text[], ?::bigint[]) as held (market_id, epoch)
                where market_lease.market_id = held.market_id and market_lease.epoch = held.epoch and owner = ?
                returning market_lease.market_id""")) {
            update.setLong(1, config.instance().lease().toMillis());
            update.setArray(2, texts(connection, epochs.keySet()));
            update.setArray(
                    3, connection.createArrayOf("bigint", epochs.values().toArray()));
            update.setString(4, config.instance().id());
            Set<String> held = new HashSet<>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getString(1));
                }
            }
            return held;
        }
    }

    private static java.sql.Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** What holds now. */
    Picture look() {
        Map<String, String> owners = new HashMap<>();
        Set<String> living = new HashSet<>();
        Set<String> forsaken = new HashSet<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select market_id, owner, expires_at < now(), expires_at < now() - ? * interval '1 millisecond'
                        from market_lease
                        union all
                        select null, instance_id, false, false from dispatch_instance where expires_at >= now()""")) {
            query.setLong(1, FORSAKEN_MILLIS);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    String market = rows.getString(1);
                    if (market == null) {
                        living.add(rows.getString(2));
                    } else if (!rows.getBoolean(3)) {
                        owners.put(market, rows.getString(2));
                    } else if (rows.getBoolean(4)) {
                        forsaken.add(market);
                    }
                }
            }
            return new Picture(owners, living, forsaken);
        } catch (SQLException e) {
            throw new IllegalStateException("The leases cannot be read", e);
        }
    }

    /** Where the owner of a market is reached, if somebody alive owns it. */
    Optional<URI> ownerOf(String market) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select url from market_lease join dispatch_instance on instance_id = owner
                        where market_id = ? and market_lease.expires_at >= now()""")) {
            query.setString(1, market);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(URI.create(rows.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The market's owner cannot be found", e);
        }
    }
}
