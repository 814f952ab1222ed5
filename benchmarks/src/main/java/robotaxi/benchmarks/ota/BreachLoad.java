package robotaxi.benchmarks.ota;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import robotaxi.local.stack.StackException;

/**
 * Devices that take an update as fast as they can, some of which fail, until the rollout is held and for a while after. Each asks for its
 * update by its number whether it has seen a link or not, so that nothing but the service keeps it back.
 */
public final class BreachLoad {
    private static final int CONNECTIONS = 32;
    private static final double FAILING = 0.05;
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
    private static final double NANOS = 1e9;
    private static final int GOOD = 200;

    private final String url;
    private final String jdbcUrl;
    private final long seed;
    private final Queue<long[]> offers = new ConcurrentLinkedQueue<>();
    private final Queue<Long> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** Devices of an instance whose database is there. */
    public BreachLoad(String url, String jdbcUrl, long seed) {
        this.url = url;
        this.jdbcUrl = jdbcUrl;
        this.seed = seed;
    }

    /**
     * What came of it.
     *
     * @param seconds from the answer to the failure that was one too many to the last update given away; 0 if none was after it
     * @param leaked updates given away to a request that was sent when the database already said "paused"
     * @param offered updates given away in all
     */
    public record Result(double seconds, int leaked, int offered) {}

    /**
     * Runs until the rollout is held.
     *
     * @param allowed so many failures do not hold it
     */
    public Result run(String rollout, int allowed, Duration patience) {
        try (Connection database = DriverManager.getConnection(jdbcUrl);
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Map.Entry<String, Integer>> devices = devices(database, rollout);
            List<CompletableFuture<Void>> lines = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                lines.add(CompletableFuture.runAsync(() -> work(devices, number), threads));
            }
            long pausedAt = awaitPaused(database, rollout, patience);
            LockSupport.parkNanos(AFTERWARDS.toNanos());
            over = true;
            lines.forEach(CompletableFuture::join);
            long breach = failures.stream().sorted().skip(allowed).findFirst().orElseThrow();
            long last = offers.stream().mapToLong(offer -> offer[1]).max().orElse(breach);
            int leaked =
                    (int) offers.stream().filter(offer -> offer[0] > pausedAt).count();
            return new Result(Math.max(0, last - breach) / NANOS, leaked, offers.size());
        } catch (SQLException e) {
            throw new StackException("the database: " + e.getMessage(), e);
        } finally {
            over = true;
        }
    }

    private static List<Map.Entry<String, Integer>> devices(Connection database, String rollout) throws SQLException {
        Map<String, Integer> found = new HashMap<>();
        try (PreparedStatement statement = database.prepareStatement(
                "select vehicle_id, action_id from vehicle_update where rollout_id = ? and action_id is not null")) {
            statement.setString(1, rollout);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return List.copyOf(found.entrySet());
    }

    private static long awaitPaused(Connection database, String rollout, Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        try (PreparedStatement statement =
                database.prepareStatement("select state = 'paused' from rollout where id = ?")) {
            statement.setString(1, rollout);
            while (System.nanoTime() < end) {
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        return System.nanoTime();
                    }
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
        throw new StackException("the rollout was not held in " + patience);
    }

    private void work(List<Map.Entry<String, Integer>> devices, int number) {
        var chance = new SplittableRandom(seed * CONNECTIONS + number);
        List<Map.Entry<String, Integer>> own = new ArrayList<>();
        for (int i = number; i < devices.size(); i += CONNECTIONS) {
            own.add(devices.get(i));
        }
        try (var line = new DeviceLine(url)) {
            while (!over && !own.isEmpty()) {
                own.removeIf(device -> !over && tookUpdate(line, device.getKey(), device.getValue(), chance));
            }
        }
    }

    private boolean tookUpdate(DeviceLine line, String device, int action, SplittableRandom chance) {
        String path = "/deploymentBase/" + action;
        long asked = System.nanoTime();
        if (line.get(device, path).status() != GOOD) {
            return false;
        }
        offers.add(new long[] {asked, System.nanoTime()});
        if (chance.nextDouble() < FAILING) {
            line.post(
                    device,
                    path + "/feedback",
                    "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"failure\"}}}");
            failures.add(System.nanoTime());
        }
        return true;
    }
}
