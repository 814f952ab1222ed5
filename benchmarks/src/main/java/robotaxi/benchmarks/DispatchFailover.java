package robotaxi.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import robotaxi.benchmarks.evidence.RideLedger;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.benchmarks.evidence.adapter.RideStore;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.market.CityRiders;
import robotaxi.benchmarks.market.OwnerKills;
import robotaxi.benchmarks.market.SyntheticFleet;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.MarketStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/**
 * Three instances of dispatch share many markets in which riders ride; one after the other is killed with {@code kill -9} and
 * started again. A kill of a process counts once for each market that it owned. Database and event log, read afterwards, must
 * know every promised ride and no car with two.
 */
public final class DispatchFailover implements Benchmark {
    private static final int KILLS = 1_000;
    private static final int QUICK_KILLS = 8;
    private static final int MARKETS = 24;
    private static final int QUICK_MARKETS = 8;
    private static final int CARS_EACH = 2;
    private static final int INSTANCES = 3;
    private static final int LEFT_ALIVE = 2;
    private static final double LONGEST_SECONDS = 5;
    private static final Duration HOME = Duration.ofSeconds(150);
    private static final int DRAIN_SECONDS = 30;
    private static final int LOOK_MILLIS = 100;

    /** Found by its name. */
    public DispatchFailover() {}

    @Override
    public String summary() {
        return "kills the owners of markets while riders ride: seconds to the next tick, rides lost, cars with two rides";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills", "markets");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int kills = setting.size("kills", setting.quick() ? QUICK_KILLS : KILLS);
        int count = setting.size("markets", setting.quick() ? QUICK_MARKETS : MARKETS);
        List<String> markets =
                IntStream.range(0, count).mapToObj(i -> "city-" + i).toList();
        StackFolder folder = StackUnderTest.emptyFolder("dispatch-failover");
        setting.tell().accept("seed " + setting.seed() + ": " + kills + " kills of " + count + " markets' owners");
        try (var operator = new Operator();
                var stack = MarketStack.start(folder, setting.tell());
                var owners = new OwnerKills(stack.ports(), stack.secrets())) {
            Map<String, MarketStack.Instance> living = start(stack, markets, operator.settings());
            setting.tell().accept(INSTANCES + " instances are up");
            return play(setting, kills, markets, stack, owners, living, operator.token("failover", "rider"));
        } catch (SQLException e) {
            throw new StackException("the database does not answer", e);
        }
    }

    /** The first one imports the map and migrates the database; the others find both. */
    private static Map<String, MarketStack.Instance> start(
            MarketStack stack, List<String> markets, Map<String, String> settings) {
        Map<String, MarketStack.Instance> living = new ConcurrentSkipListMap<>();
        living.put("dispatch-0", stack.instance("dispatch-0", markets, settings));
        IntStream.range(1, INSTANCES)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> stack.instance("dispatch-" + i, markets, settings)))
                .toList()
                .forEach(started -> living.put(started.join().id(), started.join()));
        return living;
    }

    private static Outcome play(
            Setting setting,
            int kills,
            List<String> markets,
            MarketStack stack,
            OwnerKills owners,
            Map<String, MarketStack.Instance> living,
            String token)
            throws InterruptedException, SQLException {
        var chance = new SplittableRandom(setting.seed());
        var goOn = new AtomicBoolean(true);
        try (var fleet = new SyntheticFleet(stack.bootstrapServers(), markets, CARS_EACH, chance.split())) {
            var riders = new CityRiders(
                    () -> living.values().stream()
                            .map(MarketStack.Instance::url)
                            .toList(),
                    token);
            riders.start(markets, setting.seed(), goOn::get);
            List<Double> gaps = new ArrayList<>();
            List<CompletableFuture<Void>> restarts = new ArrayList<>();
            while (gaps.size() < kills) {
                MarketStack.Instance victim = victim(living, owners, chance);
                living.remove(victim.id());
                gaps.addAll(owners.kill(victim));
                restarts.add(CompletableFuture.runAsync(() -> living.put(victim.id(), stack.restart(victim))));
                setting.tell()
                        .accept(gaps.size() + " kills in " + restarts.size() + " processes, next tick at most "
                                + OwnerKills.percentile(gaps, 1) + " s; " + riders.completed() + " rides driven");
            }
            restarts.forEach(CompletableFuture::join);
            goOn.set(false);
            riders.awaitHome(HOME);
            return judge(setting, stack, gaps, restarts.size(), riders, fleet);
        }
    }

    /** Any instance that owns something, once others are there to take over. */
    private static MarketStack.Instance victim(
            Map<String, MarketStack.Instance> living, OwnerKills owners, SplittableRandom chance)
            throws InterruptedException, SQLException {
        while (true) {
            Map<String, Integer> owned = new TreeMap<>(owners.owned());
            List<MarketStack.Instance> candidates = living.values().stream()
                    .filter(instance -> owned.containsKey(instance.id()))
                    .toList();
            if (living.size() >= LEFT_ALIVE && !candidates.isEmpty()) {
                return candidates.get(chance.nextInt(candidates.size()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static Outcome judge(
            Setting setting,
            MarketStack stack,
            List<Double> gaps,
            int processes,
            CityRiders riders,
            SyntheticFleet fleet)
            throws InterruptedException, SQLException {
        var store = new RideStore(stack.ports(), stack.secrets());
        for (int i = 0; i < DRAIN_SECONDS && store.waitingEvents() > 0; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        var ledger = new RideLedger(
                riders.acknowledged(),
                store.states(),
                store.steps(),
                new EventLog(stack.bootstrapServers()).rideSteps());
        Set<String> lost = ledger.lost();
        Set<String> doubles = ledger.doubleAssignments();
        Set<String> late = store.lateWrites();
        int conflicts = fleet.conflicts();
        lost.stream().limit(5).forEach(ride -> setting.tell().accept("lost: " + ride));
        doubles.stream().limit(5).forEach(pair -> setting.tell().accept("double: " + pair));
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("kills", gaps.size());
        metrics.put("processes_killed", processes);
        metrics.put("next_tick_max_s", OwnerKills.percentile(gaps, 1));
        metrics.put("next_tick_p50_s", OwnerKills.percentile(gaps, 0.5));
        metrics.put("next_tick_p99_s", OwnerKills.percentile(gaps, 0.99));
        metrics.put("rides_lost", lost.size());
        metrics.put("double_assignments", doubles.size() + conflicts);
        metrics.put("late_writes", late.size());
        metrics.put("rides", ledger.states().size());
        metrics.put("rides_driven", riders.completed());
        metrics.put("requests_broken", riders.broken());
        metrics.put("requests_refused", riders.refused());
        boolean holds = OwnerKills.percentile(gaps, 1) <= LONGEST_SECONDS
                && lost.isEmpty()
                && doubles.isEmpty()
                && conflicts == 0
                && late.isEmpty()
                && riders.completed() > 0;
        return new Outcome(metrics, holds);
    }
}
