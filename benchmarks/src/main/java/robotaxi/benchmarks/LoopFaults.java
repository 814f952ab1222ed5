package robotaxi.benchmarks;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import robotaxi.benchmarks.evidence.RideHistory;
import robotaxi.benchmarks.evidence.RideStep;
import robotaxi.benchmarks.evidence.SafetyRecord;
import robotaxi.benchmarks.evidence.SafetyTrail;
import robotaxi.benchmarks.evidence.adapter.CarDisks;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.benchmarks.evidence.adapter.RideStore;
import robotaxi.benchmarks.fault.HardBrakes;
import robotaxi.benchmarks.fault.Killer;
import robotaxi.benchmarks.rider.Attendant;
import robotaxi.benchmarks.rider.FleetApi;
import robotaxi.benchmarks.rider.Riders;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.StackException;

/** Rides and hard brakes while processes are killed; then the stored facts are judged. */
public final class LoopFaults implements Benchmark {
    private static final List<String> FINAL =
            List.of("COMPLETED", "CANCELLED_RIDER", "CANCELLED_OPERATOR", "CANCELLED_NO_SUPPLY", "CANCELLED_NO_SHOW");

    /**
     * How much is enough, and how long it may take.
     *
     * @param pickupMetres how far ahead of a free car a rider waits
     * @param endSeconds after there is enough, for the rides to end
     * @param patienceSeconds after there is enough, riders whose car has not come by then give up
     */
    private record Size(
            int kills,
            int rides,
            int safetyEvents,
            int riders,
            int pauseMillis,
            int pollMillis,
            int pickupMetres,
            int loadSeconds,
            int endSeconds,
            int patienceSeconds) {
        static Size of(Setting setting) {
            Size own = setting.quick()
                    ? new Size(1, 4, 2, 4, 500, 400, 250, 60, 60, 0)
                    : new Size(20, 200, 200, 18, 14_000, 1_500, 50, 4_200, 1_200, 1_200);
            return new Size(
                    setting.size("kills", own.kills),
                    setting.size("rides", own.rides),
                    setting.size("safety-events", own.safetyEvents),
                    setting.size("riders", own.riders),
                    own.pauseMillis,
                    own.pollMillis,
                    own.pickupMetres,
                    own.loadSeconds,
                    setting.size("end-seconds", own.endSeconds),
                    setting.size("patience-seconds", own.patienceSeconds));
        }

        boolean isReached(int killed, int asked, long events) {
            return killed >= kills && asked >= rides && events >= safetyEvents;
        }
    }

    /** Found by its name. */
    public LoopFaults() {}

    @Override
    public String summary() {
        return "kills dispatch, gateway, Kafka and PostgreSQL in the middle of rides: is a ride or a safety event lost?";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills", "rides", "safety-events", "riders", "patience-seconds", "end-seconds");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        try (StackUnderTest stack = stack(setting)) {
            return new Run(stack, Size.of(setting), setting).play();
        } catch (SQLException e) {
            throw new StackException("the evidence cannot be read: " + e.getMessage(), e);
        }
    }

    private static StackUnderTest stack(Setting setting) throws InterruptedException {
        var running = StackUnderTest.running();
        if (running.isPresent()) {
            setting.tell().accept("using the running stack");
            return running.get();
        }
        String seed = String.valueOf(setting.seed());
        StackUnderTest own = StackUnderTest.begin(
                "loop-faults",
                List.of("--cars", "20", "--rides-per-hour", "0", "--hard-brakes-per-hour", "60", "--seed", seed),
                setting.tell());
        try {
            return own.awaitUp();
        } catch (RuntimeException | InterruptedException e) {
            own.close();
            throw e;
        }
    }

    /** One run against one stack. */
    private static final class Run {
        private final Size size;
        private final boolean isQuick;
        private final Consumer<String> tell;
        private final RideStore store;
        private final EventLog log;
        private final CarDisks disks;
        private final FleetApi api;
        private final Riders riders;
        private final Killer killer;
        private final HardBrakes brakes;
        private final Attendant attendant;
        private final StackUnderTest stack;
        private final AtomicBoolean goOn = new AtomicBoolean(true);
        private Set<SafetyRecord> eventsBefore = Set.of();
        private volatile long safetyBefore;
        private volatile long safetyRecords;

        Run(StackUnderTest stack, Size size, Setting setting) {
            this.stack = stack;
            this.size = size;
            this.isQuick = setting.quick();
            this.tell = setting.tell();
            this.store = new RideStore(stack.ports(), stack.secrets());
            this.log = new EventLog(stack.ports());
            this.disks = new CarDisks(stack.folder());
            this.api = new FleetApi(stack.ports(), stack.secrets());
            this.riders = new Riders(api, setting.seed(), size.pollMillis(), size.pickupMetres());
            this.killer = new Killer(stack, api, setting.seed(), tell);
            this.brakes = new HardBrakes(api);
            this.attendant = new Attendant(api);
        }

        Outcome play() throws InterruptedException, SQLException {
            long beginNanos = System.nanoTime();
            Instant begin = InstantSource.system().instant();
            eventsBefore = log.safetyEvents();
            safetyBefore = log.safetyRecords().orElse(0);
            safetyRecords = safetyBefore;
            riders.start(size.riders(), goOn::get);
            Thread killing = Thread.ofVirtual()
                    .start(() -> untilInterrupted(() -> killer.run(
                            size.pauseMillis(), this::wantsKill, () -> riders.driven() >= size.riders() / 3)));
            Thread braking =
                    Thread.ofVirtual().start(() -> untilInterrupted(() -> brakes.run(() -> goOn.get() && wantsMore())));
            Thread attending = Thread.ofVirtual().start(() -> untilInterrupted(attendant::run));
            while (seconds(beginNanos) < size.loadSeconds() && !isEnough()) {
                look(beginNanos);
                TimeUnit.MILLISECONDS.sleep(2L * size.pollMillis());
            }
            goOn.set(false);
            killing.join();
            braking.join();
            tell.accept("no more kills; every ride may end now");
            Instant end = InstantSource.system().instant();
            awaitEnds(begin, end, beginNanos);
            riders.awaitHome();
            attending.interrupt();
            attending.join();
            return judge(begin, end, seconds(beginNanos));
        }

        /** The full run kills as long as rides are under way; the quick one has time for so many kills and no more. */
        private boolean wantsKill() {
            return goOn.get() && (!isQuick || killer.kills() < size.kills());
        }

        private boolean wantsMore() {
            return safetyRecords - safetyBefore < size.safetyEvents() * 1.2;
        }

        private boolean isEnough() {
            return size.isReached(killer.kills(), riders.acknowledged().size(), safetyRecords - safetyBefore);
        }

        private void look(long beginNanos) {
            stack.demandAlive();
            OptionalLong records = log.safetyRecords();
            safetyRecords = records.orElse(safetyRecords);
            tell.accept(String.format(
                    Locale.ROOT,
                    "%4.0f s  rides %d (%d under way, %d completed, %d cancelled)  kills %d  safety events %d (provoked %d)%s",
                    seconds(beginNanos),
                    riders.acknowledged().size(),
                    riders.underWay(),
                    riders.completed(),
                    riders.cancelled(),
                    killer.kills(),
                    safetyRecords - safetyBefore,
                    brakes.provoked(),
                    records.isPresent() ? "" : "  Kafka is away"));
        }

        private void awaitEnds(Instant begin, Instant end, long beginNanos) throws InterruptedException {
            long from = System.nanoTime();
            while (seconds(from) < size.endSeconds() && anyUnended(begin, end)) {
                if (seconds(from) >= size.patienceSeconds()) {
                    riders.goHome();
                }
                look(beginNanos);
                TimeUnit.MILLISECONDS.sleep(2L * size.pollMillis());
            }
        }

        private boolean anyUnended(Instant begin, Instant end) {
            try {
                return !unended(begin, end).isEmpty();
            } catch (SQLException e) {
                tell.accept("PostgreSQL is away: " + e.getMessage());
                return true;
            }
        }

        /** Rides of this run that are not over, or that dispatch said yes to and the table does not know. */
        private Set<String> unended(Instant begin, Instant end) throws SQLException {
            Set<String> open = new HashSet<>(riders.acknowledged());
            store.states(riders.acknowledged(), begin, end).forEach((ride, state) -> {
                if (FINAL.contains(state)) {
                    open.remove(ride);
                } else {
                    open.add(ride);
                }
            });
            return open;
        }

        private Outcome judge(Instant begin, Instant end, double seconds) throws InterruptedException, SQLException {
            List<RideStep> steps = store.steps();
            var history = new RideHistory(steps);
            Map<String, String> states = store.states(riders.acknowledged(), begin, end);
            Set<String> unended = unended(begin, end);
            List<String> doubles = history.doubleMatches();
            List<String> breaks = history.breaks();
            Set<String> untold = untold(steps);
            Set<SafetyRecord> onCars = disks.safetyEvents();
            Set<SafetyRecord> inTopic = new HashSet<>();
            List<String> missing = List.of();
            // A car that was offline until now still has to send, and the incident service to read.
            for (int i = 0; i < 30; i++) {
                inTopic = log.safetyEvents();
                missing = SafetyTrail.missing(onCars, inTopic, store.safetyEvents());
                if (missing.isEmpty()) {
                    break;
                }
                TimeUnit.SECONDS.sleep(3);
            }
            unended.forEach(ride -> tell.accept("ride " + ride + " has not ended: " + states.get(ride)));
            doubles.forEach(tell);
            breaks.forEach(tell);
            untold.forEach(move -> tell.accept("ride.events lacks " + move));
            missing.forEach(tell);

            Map<String, Object> metrics = new LinkedHashMap<>();
            long events = inTopic.stream()
                    .filter(event -> !eventsBefore.contains(event))
                    .count();
            metrics.put("kills", killer.kills());
            metrics.put("rides", riders.acknowledged().size());
            metrics.put("safety_events", events);
            metrics.put("rides_unended", unended.size());
            metrics.put("double_matches", doubles.size());
            metrics.put("safety_events_missing", missing.size());
            metrics.put("rides_completed", riders.completed());
            metrics.put("rides_cancelled", riders.cancelled());
            metrics.put("ride_history_breaks", breaks.size());
            metrics.put("ride_events_missing", untold.size());
            metrics.put("cars_helped", attendant.answered());
            metrics.put("requests_without_answer", api.troubles());
            metrics.put("slowest_return_s", Math.round(killer.slowestReturnSeconds() * 10) / 10.0);
            metrics.put("never_returned", killer.neverReturned());
            metrics.put("seconds", Math.round(seconds));
            boolean holds = unended.isEmpty()
                    && doubles.isEmpty()
                    && breaks.isEmpty()
                    && untold.isEmpty()
                    && missing.isEmpty()
                    && killer.neverReturned() == 0
                    && size.isReached(killer.kills(), riders.acknowledged().size(), events);
            return new Outcome(metrics, holds);
        }

        /** Moves that the table has and the topic has not, after the outbox had time to tell them. */
        private Set<String> untold(List<RideStep> steps) throws InterruptedException {
            List<String> wanted = new ArrayList<>();
            steps.forEach(step -> wanted.add(step.rideId() + "/" + step.version()));
            Set<String> untold = new HashSet<>(wanted);
            for (int i = 0; i < 10 && !untold.isEmpty(); i++) {
                untold.removeAll(log.rideMoves());
                if (!untold.isEmpty()) {
                    TimeUnit.SECONDS.sleep(2);
                }
            }
            return untold;
        }

        private interface Work {
            void run() throws InterruptedException;
        }

        private static void untilInterrupted(Work work) {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static double seconds(long sinceNanos) {
            return (System.nanoTime() - sinceNanos) / 1e9;
        }
    }
}
