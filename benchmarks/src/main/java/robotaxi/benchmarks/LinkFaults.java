package robotaxi.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import robotaxi.benchmarks.car.CarProcess;
import robotaxi.benchmarks.evidence.LaneTrail;
import robotaxi.benchmarks.evidence.adapter.CarDiaries;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.benchmarks.fault.FaultPlan;
import robotaxi.benchmarks.fault.FaultTally;
import robotaxi.benchmarks.fault.FaultTally.Kind;
import robotaxi.benchmarks.fault.LinkCuts;
import robotaxi.benchmarks.fault.PowerCut;
import robotaxi.benchmarks.fault.ProcessFalls;
import robotaxi.benchmarks.fault.TcpProxy;
import robotaxi.benchmarks.link.Enrolment;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/**
 * Cars with the agent's own queues and link talk to three gateways while all that carries their words breaks at random; then what
 * the cars swear to is held against the topics.
 */
public final class LinkFaults implements Benchmark {
    private static final int FAULTS = 1_000;
    private static final int QUICK_FAULTS = 12;
    private static final int CARS = 12;
    private static final int QUICK_CARS = 6;
    private static final int CARS_A_PROCESS = 3;
    private static final int GATEWAYS = 3;
    private static final int HEAP_MEGABYTES = 256;
    private static final int RECORD_PAUSE_MILLIS = 80;
    private static final int FAULT_PAUSE_MILLIS = 1_500;
    private static final int BROKER_PAUSE_MILLIS = 16_000;
    private static final int QUICK_BROKER_PAUSE_MILLIS = 6_000;
    private static final int TELL_SECONDS = 10;
    private static final int DRAIN_SECONDS = 240;
    private static final int MOST_TOLD = 5;
    private static final double NANOS = 1e9;

    /** Found by its name. */
    public LinkFaults() {}

    @Override
    public String summary() {
        return "gateways and broker are killed, links and cars' power cut: records lost, doubled or out of order";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("faults", "cars");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        var plan = new FaultPlan(setting.size("faults", setting.quick() ? QUICK_FAULTS : FAULTS));
        int cars = setting.size("cars", setting.quick() ? QUICK_CARS : CARS);
        setting.tell().accept("seed " + setting.seed() + ": " + plan.total() + " faults, " + cars + " cars");
        StackFolder folder = StackUnderTest.emptyFolder("link-faults");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            List<LinkStack.Gateway> gateways = gateways(stack, operator);
            List<TcpProxy> roads = gateways.stream()
                    .map(gateway -> new TcpProxy(gateway.linkPort()))
                    .toList();
            List<CarProcess> processes = List.of();
            try {
                var setup = new CarProcess.Setup(
                        folder.folder("cars"),
                        roads.stream().map(TcpProxy::port).toList(),
                        gateways.getFirst().enrolmentPort(),
                        stack.pki().root(),
                        RECORD_PAUSE_MILLIS,
                        setting.seed());
                processes = processes(cars, setup, enrolment(stack, gateways.getFirst(), operator));
                for (CarProcess process : processes) {
                    process.start();
                }
                return new Run(setting, plan, stack, gateways, roads, processes, setup).play();
            } finally {
                processes.forEach(CarProcess::close);
                roads.forEach(TcpProxy::close);
            }
        }
    }

    private static List<LinkStack.Gateway> gateways(LinkStack stack, Operator operator) {
        Map<String, String> settings = new TreeMap<>(operator.settings());
        // What is half-open is found out sooner than on the road: the run takes minutes, not days.
        settings.put("GATEWAY_HEARTBEAT", "PT1S");
        settings.put("GATEWAY_LOST_AFTER", "PT4S");
        return IntStream.rangeClosed(1, GATEWAYS)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> stack.gateway("gateway-" + number, HEAP_MEGABYTES, settings)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Enrolment enrolment(LinkStack stack, LinkStack.Gateway gateway, Operator operator) {
        return new Enrolment(gateway.url(), gateway.enrolmentPort(), stack.pki().root(), operator.token());
    }

    private static List<CarProcess> processes(int cars, CarProcess.Setup setup, Enrolment enrolment) {
        List<CarProcess> processes = new ArrayList<>();
        for (int first = 1; first <= cars; first += CARS_A_PROCESS) {
            Map<String, String> tokens = new TreeMap<>();
            for (int number = first; number < first + CARS_A_PROCESS && number <= cars; number++) {
                String id = String.format(Locale.ROOT, "bench-%05d", number);
                tokens.put(id, enrolment.register(id));
            }
            processes.add(new CarProcess("cars-" + (processes.size() + 1), setup, tokens));
        }
        return processes;
    }

    /** One run, once everything is up. */
    private record Run(
            Setting setting,
            FaultPlan plan,
            LinkStack stack,
            List<LinkStack.Gateway> gateways,
            List<TcpProxy> roads,
            List<CarProcess> processes,
            CarProcess.Setup setup,
            FaultTally tally) {

        Run(
                Setting setting,
                FaultPlan plan,
                LinkStack stack,
                List<LinkStack.Gateway> gateways,
                List<TcpProxy> roads,
                List<CarProcess> processes,
                CarProcess.Setup setup) {
            this(setting, plan, stack, gateways, roads, processes, setup, new FaultTally());
        }

        Outcome play() throws InterruptedException {
            long begin = System.nanoTime();
            strikeAll(begin);
            setting.tell().accept("no more faults; what waits on the cars may go");
            processes.forEach(CarProcess::silence);
            long undrained = drain(begin);
            long discarded = sum(CarProcess::discarded);
            for (CarProcess process : processes) {
                process.end();
            }
            return judge(undrained, discarded, (System.nanoTime() - begin) / NANOS);
        }

        private interface Track {
            void run() throws InterruptedException, IOException;
        }

        /** Independent troubles side by side; the first that fails ends them all. */
        private void strikeAll(long begin) throws InterruptedException {
            var falls = new ProcessFalls(stack, gateways, tally, setting.tell());
            int brokerPause = setting.quick() ? QUICK_BROKER_PAUSE_MILLIS : BROKER_PAUSE_MILLIS;
            List<Track> tracks = new ArrayList<>(List.of(
                    () -> falls.gateways(
                            plan.of(Kind.GATEWAY_KILLS), plan.of(Kind.GATEWAY_DRAINS), chance(1), FAULT_PAUSE_MILLIS),
                    () -> falls.broker(plan.of(Kind.BROKER_KILLS), chance(2), brokerPause),
                    () -> powerCuts(chance(3))));
            int number = 4;
            for (Kind kind : List.of(Kind.LINK_CUTS, Kind.HANDSHAKE_CUTS, Kind.HALF_OPEN)) {
                var cuts = new LinkCuts(roads, tally, chance(number++), FAULT_PAUSE_MILLIS);
                tracks.add(() -> cuts.run(kind, plan.of(kind)));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
                for (Track track : tracks) {
                    running.submit(() -> {
                        track.run();
                        return true;
                    });
                }
                try {
                    await(running, tracks.size(), begin);
                } catch (RuntimeException | InterruptedException e) {
                    threads.shutdownNow();
                    throw e;
                }
            }
        }

        private void await(CompletionService<Boolean> running, int tracks, long begin) throws InterruptedException {
            for (int over = 0; over < tracks; ) {
                Future<Boolean> done = running.poll(TELL_SECONDS, TimeUnit.SECONDS);
                if (done == null) {
                    tell(begin);
                } else {
                    try {
                        done.get();
                        over++;
                    } catch (ExecutionException e) {
                        throw new StackException("a trouble could not be made: " + e.getCause(), e);
                    }
                }
            }
        }

        private Random chance(int track) {
            return new Random(setting.seed() * 1_000 + track);
        }

        private void powerCuts(Random chance) throws InterruptedException, IOException {
            var cut = new PowerCut(chance);
            while (tally.of(Kind.POWER_CUTS) < plan.of(Kind.POWER_CUTS)) {
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(2 * FAULT_PAUSE_MILLIS));
                CarProcess process = processes.get(chance.nextInt(processes.size()));
                process.demandAlive();
                process.kill();
                for (String car : process.cars()) {
                    cut.strike(setup.queue(car));
                }
                tally.count(Kind.POWER_CUTS);
                process.start();
            }
        }

        /** Waits until no car has anything to say; answers the records that still wait when patience ends. */
        private long drain(long begin) throws InterruptedException {
            long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
            for (int i = 1; ; i++) {
                // Two reports of a process later, its figures are of after the silence.
                TimeUnit.SECONDS.sleep(1);
                processes.forEach(CarProcess::demandAlive);
                long waiting = sum(CarProcess::waiting);
                if ((i > 1 && waiting == 0) || System.nanoTime() - giveUpAt > 0) {
                    return waiting;
                }
                if (i % TELL_SECONDS == 0) {
                    tell(begin);
                }
            }
        }

        private long sum(java.util.function.ToLongFunction<CarProcess> figure) {
            return processes.stream().mapToLong(figure).sum();
        }

        private void tell(long begin) {
            setting.tell()
                    .accept(String.format(
                            Locale.ROOT,
                            "%4.0f s  faults %d of %d (%s)  records %d, %d waiting",
                            (System.nanoTime() - begin) / NANOS,
                            tally.total(),
                            plan.total(),
                            tally,
                            sum(CarProcess::appended),
                            sum(CarProcess::waiting)));
        }

        private Outcome judge(long undrained, long discarded, double seconds) {
            var trail = new LaneTrail();
            Path diaries = setup.diaries();
            CarDiaries.read(diaries, trail);
            new EventLog(stack.bootstrapServers()).numbered(trail);
            List<String> lost = trail.lost();
            List<String> duplicates = trail.duplicates();
            List<String> outOfOrder = trail.outOfOrder();
            tellSome("lost", lost);
            tellSome("twice", duplicates);
            tellSome("out of order", outOfOrder);
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("faults", tally.total());
            metrics.put("acked_lost", lost.size());
            metrics.put("duplicates", duplicates.size());
            metrics.put("out_of_order", outOfOrder.size());
            metrics.put("undrained", undrained);
            metrics.put("discarded", discarded);
            metrics.put("records", trail.taken());
            metrics.put("acked", trail.acknowledged());
            metrics.put("arrivals", trail.arrivals());
            metrics.put("repeats", trail.repeats());
            metrics.put("stale", trail.stale());
            for (Kind kind : Kind.values()) {
                metrics.put(kind.figure(), tally.of(kind));
            }
            metrics.put(
                    "cars",
                    processes.stream().mapToInt(each -> each.cars().size()).sum());
            metrics.put("seconds", Math.round(seconds));
            boolean holds = lost.isEmpty()
                    && duplicates.isEmpty()
                    && outOfOrder.isEmpty()
                    && undrained == 0
                    && discarded == 0
                    && trail.arrivals() > 0;
            return new Outcome(metrics, holds);
        }

        private void tellSome(String what, List<String> found) {
            found.stream().limit(MOST_TOLD).forEach(each -> setting.tell().accept(what + ": " + each));
        }
    }
}
