package robotaxi.benchmarks.least;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One row an order, written with it and once more with its receipt; what comes meanwhile is written together. */
final class LeastLedger {
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Connection database;
    private final PreparedStatement given;
    private final PreparedStatement received;

    private record Entry(List<String> ids, List<byte[]> orders, Runnable durable) {}

    LeastLedger(LeastOrder order) {
        try {
            database = DriverManager.getConnection(order.databaseUrl(), order.databaseUser(), order.databasePassword());
            try (var statement = database.createStatement()) {
                statement.execute("drop table if exists least_order");
                statement.execute("create table least_order (id text primary key, body bytea, is_received boolean)");
            }
            database.setAutoCommit(false);
            given = database.prepareStatement("insert into least_order select *, false from unnest(?, ?)");
            received = database.prepareStatement("update least_order set is_received = true where id = any (?)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().name("least-ledger").daemon().start(this::write);
    }

    /** Orders that callers gave. */
    void given(List<String> ids, List<byte[]> orders, Runnable durable) {
        waiting.add(new Entry(ids, orders, durable));
    }

    /** Orders that cars have. */
    void received(List<String> ids, Runnable durable) {
        waiting.add(new Entry(ids, List.of(), durable));
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch);
                List<String> newIds = new ArrayList<>();
                List<byte[]> orders = new ArrayList<>();
                List<String> done = new ArrayList<>();
                batch.forEach(entry -> {
                    (entry.orders().isEmpty() ? done : newIds).addAll(entry.ids());
                    orders.addAll(entry.orders());
                });
                if (!newIds.isEmpty()) {
                    given.setArray(1, database.createArrayOf("text", newIds.toArray()));
                    given.setArray(2, database.createArrayOf("bytea", orders.toArray(byte[][]::new)));
                    given.executeUpdate();
                }
                if (!done.isEmpty()) {
                    received.setArray(1, database.createArrayOf("text", done.toArray()));
                    received.executeUpdate();
                }
                database.commit();
                batch.forEach(entry -> entry.durable().run());
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
