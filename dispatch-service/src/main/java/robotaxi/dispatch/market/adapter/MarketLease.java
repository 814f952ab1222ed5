package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Who owns a market. The epoch only grows; every write shows it, and an old owner's writes are refused. Time is the
 * database's own, so that no instance's clock decides.
 */
@ApplicationScoped
class MarketLease {
    private final DataSource database;
    private final DispatchConfig config;

    @Inject
    MarketLease(DataSource database, DispatchConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Takes the lease if it is free, lapsed or our own. Answers the new epoch. */
    OptionalLong take() {
        return epochFrom("""
                insert into market_lease (market_id, epoch, owner, expires_at)
                values (?, 1, ?, now() + ? * interval '1 millisecond')
                on conflict (market_id) do update
                set epoch = market_lease.epoch + 1, owner = excluded.owner, expires_at = excluded.expires_at
                where market_lease.owner = excluded.owner or market_lease.expires_at < now()
                returning epoch""");
    }

    /** Keeps the lease; false if it was lost. */
    boolean renew(long epoch) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("""
                        update market_lease set expires_at = now() + ? * interval '1 millisecond'
                        where market_id = ? and owner = ? and epoch = ?""")) {
            update.setLong(1, config.instance().lease().toMillis());
            update.setString(2, config.market().id());
            update.setString(3, config.instance().id());
            update.setLong(4, epoch);
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("The market's lease cannot be renewed", e);
        }
    }

    /** Inside a transaction: holds the lease row to the end, or says that it is no longer ours. */
    boolean confirm(long epoch) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select 1 from market_lease where market_id = ? and epoch = ? for share")) {
            query.setString(1, config.market().id());
            query.setLong(2, epoch);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The market's lease cannot be read", e);
        }
    }

    private OptionalLong epochFrom(String statement) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(statement)) {
            update.setString(1, config.market().id());
            update.setString(2, config.instance().id());
            update.setLong(3, config.instance().lease().toMillis());
            try (var rows = update.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The market's lease cannot be taken", e);
        }
    }
}
