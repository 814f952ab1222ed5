package robotaxi.benchmarks.updatefaults;

import java.nio.charset.StandardCharsets;
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
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.ota.DeviceTalk;
import robotaxi.benchmarks.ota.UpdateDesk;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;
import robotaxi.local.stack.UpdateStack;

/**
 * Devices take an update while the update service is killed again and again: before, between and after their words, while it offers and
 * while it commits. Some devices begin with each life of the service, so that each kill meets some of them in the middle.
 */
public final class ServiceKills {
    private static final int HEAP_MEGABYTES = 256;
    private static final int DEVICES_A_KILL = 20;
    private static final int ONE_FAILS_OF = 20;
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String HARDWARE = "board-1";
    private static final String GOOD_WAY = "offered downloading staged activating committed";
    private static final String BAD_WAY = "offered downloading staged activating failed";

    private ServiceKills() {}

    /**
     * What came of it.
     *
     * @param doubleInstalls devices that installed more than once
     * @param skipped devices that did not install, or whose record at the service is not what they did
     * @param unfinished 1 if the rollout did not come to its end by itself, else 0
     */
    public record Result(int kills, int devices, int doubleInstalls, int skipped, int unfinished) {
        /** Whether nothing was doubled, lost or left open. */
        public boolean holds() {
            return doubleInstalls == 0 && skipped == 0 && unfinished == 0;
        }
    }

    /** Kills the service so often. */
    public static Result run(StackFolder folder, int kills, long seed, Consumer<String> tell)
            throws InterruptedException {
        try (var operator = new Operator();
                var stack = UpdateStack.start(folder, tell)) {
            UpdateStack.Instance instance = stack.instanceWithCache(HEAP_MEGABYTES, operator.settings());
            var desk = new UpdateDesk(stack, instance, operator.token("benchmark", "release-manager"));
            desk.publishRoot();
            List<String> devices = desk.makeFleet("dev", kills * DEVICES_A_KILL, HARDWARE, true);
            String release = desk.publish("board-os", "1", HARDWARE, "one".getBytes(StandardCharsets.UTF_8));
            String rollout = desk.start(release, devices).path("rolloutId").asText();
            Map<String, Integer> installs = killed(stack, instance, devices, kills, new SplittableRandom(seed), tell);
            return judged(stack.jdbcUrl(), rollout, devices, kills, installs);
        }
    }

    private static Map<String, Integer> killed(
            UpdateStack stack,
            UpdateStack.Instance first,
            List<String> devices,
            int kills,
            SplittableRandom chance,
            Consumer<String> tell)
            throws InterruptedException {
        // One for each life of the service: the devices that begin with it wait for it.
        List<CountDownLatch> lives =
                Stream.generate(() -> new CountDownLatch(1)).limit(kills).toList();
        lives.getFirst().countDown();
        AtomicBoolean over = new AtomicBoolean();
        var talk = new DeviceTalk(first.url());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < devices.size(); i++) {
                int number = i;
                SplittableRandom own = chance.split();
                running.add(threads.submit(() -> {
                    lives.get(number / DEVICES_A_KILL).await();
                    return new FaultyDevice(devices.get(number), fails(number), talk, own, over::get).run();
                }));
            }
            UpdateStack.Instance instance = first;
            for (int kill = 1; kill <= kills; kill++) {
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(LONGEST_LIFE_MILLIS));
                instance.process().destroyForcibly();
                instance.process().onExit().join();
                instance = stack.again(instance);
                if (kill < kills) {
                    lives.get(kill).countDown();
                }
                if (kill % 10 == 0) {
                    tell.accept(kill + " kills");
                }
            }
            return installs(devices, running, over);
        }
    }

    private static boolean fails(int number) {
        return number % ONE_FAILS_OF == 0;
    }

    private static Map<String, Integer> installs(
            List<String> devices, List<Future<Integer>> running, AtomicBoolean over) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && running.stream().anyMatch(each -> !each.isDone())) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        over.set(true);
        Map<String, Integer> installs = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            try {
                installs.put(devices.get(i), running.get(i).get());
            } catch (ExecutionException e) {
                throw new StackException("a device broke: " + e.getCause(), e);
            }
        }
        return installs;
    }

    private static Result judged(
            String jdbcUrl, String rollout, List<String> devices, int kills, Map<String, Integer> installs)
            throws InterruptedException {
        try (Connection database = DriverManager.getConnection(jdbcUrl)) {
            boolean finished = awaitFinished(database, rollout);
            Map<String, String> ways = ways(database, rollout);
            int doubled = 0;
            int skipped = 0;
            for (int i = 0; i < devices.size(); i++) {
                String id = devices.get(i);
                doubled += installs.getOrDefault(id, 0) > 1 ? 1 : 0;
                String way = fails(i) ? BAD_WAY : GOOD_WAY;
                skipped += installs.getOrDefault(id, 0) == 0 || !way.equals(ways.get(id)) ? 1 : 0;
            }
            return new Result(kills, devices.size(), doubled, skipped, finished ? 0 : 1);
        } catch (SQLException e) {
            throw new StackException("the database: " + e.getMessage(), e);
        }
    }

    private static boolean awaitFinished(Connection database, String rollout)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement state = database.prepareStatement("select state from rollout where id = ?")) {
            state.setString(1, rollout);
            while (System.nanoTime() < end) {
                try (ResultSet row = state.executeQuery()) {
                    if (row.next() && row.getString(1).equals("finished")) {
                        return true;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            }
        }
        return false;
    }

    /** Each device's steps in their order, as the record of UN R156 has them; its last one must be what the service says now. */
    private static Map<String, String> ways(Connection database, String rollout) throws SQLException {
        Map<String, String> ways = new HashMap<>();
        try (PreparedStatement steps = database.prepareStatement(
                "select u.vehicle_id, string_agg(c.state, ' ' order by c.position) as way, u.state"
                        + " from vehicle_update u join vehicle_update_change c using (rollout_id, vehicle_id)"
                        + " where u.rollout_id = ? group by u.vehicle_id, u.state")) {
            steps.setString(1, rollout);
            try (ResultSet rows = steps.executeQuery()) {
                while (rows.next()) {
                    String way = rows.getString(2);
                    ways.put(rows.getString(1), way.endsWith(rows.getString(3)) ? way : way + "; " + rows.getString(3));
                }
            }
        }
        return ways;
    }
}
