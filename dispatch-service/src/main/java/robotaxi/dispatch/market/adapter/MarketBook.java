package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import robotaxi.contracts.Topics;

/** Each market's partition of the input, how far it was read, and who owned it since when. */
@ApplicationScoped
class MarketBook {
    private final DataSource database;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    @Inject
    MarketBook(DataSource database) {
        this.database = database;
    }

    /**
     * Gives a new market the next partition; one that is known keeps its own.
     *
     * @throws IllegalStateException if the topic has no partition left
     */
    void enter(String market) {
        while (partition(market).isEmpty()) {
            // Another instance may give the same number away at this moment: then once more.
            update("""
                    with last as (select coalesce(max(partition), -1) as partition from market)
                    insert into market (market_id, partition) select ?, last.partition + 1 from last
                    on conflict do nothing""", market);
        }
        if (partition(market).orElseThrow() >= Topics.DISPATCH_MARKET_INPUT.partitions()) {
            throw new IllegalStateException("There are more markets than partitions of the market input: " + market);
        }
    }

    /** A market's partition of {@code dispatch.market-input}, which never changes; none of a market that nobody serves. */
    OptionalInt partition(String market) {
        Integer known = partitions.get(market);
        if (known != null) {
            return OptionalInt.of(known);
        }
        OptionalInt found = read(market);
        found.ifPresent(partition -> partitions.put(market, partition));
        return found;
    }

    private OptionalInt read(String market) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select partition from market where market_id = ?")) {
            query.setString(1, market);
            try (var rows = query.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The markets cannot be read", e);
        }
    }

    /** The offset in a market's partition that its owner has not dealt with yet. */
    long nextInput(String market) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select next_input_offset from market where market_id = ?")) {
            query.setString(1, market);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The markets cannot be read", e);
        }
    }

    /** In the transaction that dealt with what lies before it. */
    void keepNextInput(String market, long offset) {
        update(
                "update market set next_input_offset = greatest(next_input_offset, ?) where market_id = ?",
                offset,
                market);
    }

    /** How far the vehicles' topics were carried. */
    Map<TopicPartition, Long> nextSources() {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement("select topic, partition, next_offset from market_input_source");
                var rows = query.executeQuery()) {
            Map<TopicPartition, Long> next = new HashMap<>();
            while (rows.next()) {
                next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return next;
        } catch (SQLException e) {
            throw new IllegalStateException("The input's sources cannot be read", e);
        }
    }

    /** After everything before it was carried. */
    void keepNextSource(TopicPartition partition, long offset) {
        update("""
                insert into market_input_source (topic, partition, next_offset) values (?, ?, ?)
                on conflict (topic, partition) do update
                set next_offset = greatest(market_input_source.next_offset, excluded.next_offset)""", partition.topic(), partition.partition(), offset);
    }

    /** In the first tick's transaction. */
    void noteTenure(String market, long epoch, String owner) {
        update("""
                insert into market_tenure (market_id, epoch, owner, first_tick_at) values (?, ?, ?, clock_timestamp())
                on conflict do nothing""", market, epoch, owner);
    }

    private void update(String statement, Object... parameters) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The markets' book cannot be written", e);
        }
    }
}
