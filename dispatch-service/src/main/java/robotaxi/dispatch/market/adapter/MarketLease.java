package robotaxi.dispatch.market.adapter;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Who owns a market. The epoch only grows; every write shows it, and an old owner's writes are refused. Time is the
 * database's own, so that no instance's clock decides.
 *
 * @param market what is owned
 * @param owner this instance
 * @param length a lease that is not renewed for so long may be taken by another instance
 */
record MarketLease(DataSource database, String market, String owner, Duration length) {

    /** Takes the lease if it is free, lapsed or our own. Answers the new epoch. */
    OptionalLong take() {
        Long epoch = takeAll(database, List.of(market), owner, length).get(market);
        return epoch == null ? OptionalLong.empty() : OptionalLong.of(epoch);
    }

    /** Takes those that are free, lapsed or the owner's own, all at once. Answers the new epochs by market. */
    static Map<String, Long> takeAll(DataSource database, Collection<String> markets, String owner, Duration length) {
        // In one order for all who take, so that no two wait for each other.
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("""
                        insert into market_lease (market_id, epoch, owner, expires_at)
                        select market, 1, ?, now() + ? * interval '1 millisecond'
                        from unnest(?::text[]) as market order by market
                        on conflict (market_id) do update
                        set epoch = market_lease.epoch + 1, owner = excluded.owner, expires_at = excluded.expires_at
                        where market_lease.owner = excluded.owner or market_lease.expires_at < now()
                        returning market_id, epoch""")) {
            update.setString(1, owner);
            update.setLong(2, length.toMillis());
            update.setArray(3, connection.createArrayOf("text", markets.toArray()));
            Map<String, Long> epochs = new TreeMap<>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    epochs.put(rows.getString(1), rows.getLong(2));
                }
            }
            return epochs;
        } catch (SQLException e) {
            throw new IllegalStateException("The markets' leases cannot be taken", e);
        }
    }

    /** Inside a transaction: holds the lease row to the end, or says that it is no longer ours. */
    boolean confirm(long epoch) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select 1 from market_lease where market_id = ? and epoch = ? and owner = ? for share")) {
            query.setString(1, market);
            query.setLong(2, epoch);
            query.setString(3, owner);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The market's lease cannot be read", e);
        }
    }

    /** Lets anybody take it from now on. */
    void giveBack(long epoch) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("""
                        update market_lease set owner = '', expires_at = now()
                        where market_id = ? and epoch = ? and owner = ?""")) {
            update.setString(1, market);
            update.setLong(2, epoch);
            update.setString(3, owner);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The market's lease cannot be given back", e);
        }
    }
}
