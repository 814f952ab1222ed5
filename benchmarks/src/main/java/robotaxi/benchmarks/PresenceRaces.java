package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import robotaxi.benchmarks.evidence.PresenceNews;
import robotaxi.benchmarks.evidence.PresenceTrail;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.benchmarks.link.Car;
import robotaxi.benchmarks.link.Enrolment;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.link.RacingCar;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/**
 * Cars reconnect at random to two gateways, with the older connection gone before, after or never. The topic of presence, read
 * by itself from its beginning, must never let an older session's end follow a newer one's beginning, must tell each session's
 * beginning and at most one end, and must end in the truth.
 */
public final class PresenceRaces implements Benchmark {
    private static final int RACES = 10_000;
    private static final int QUICK_RACES = 300;
    private static final int CARS = 50;
    private static final int QUICK_CARS = 20;
    private static final int HEAP_MEGABYTES = 256;
    private static final int SETTLE_SECONDS = 30;
    private static final int MOST_TOLD = 5;
    private static final double NANOS = 1e9;

    /** Found by its name. */
    public PresenceRaces() {}

    @Override
    public String summary() {
        return "cars reconnect to two gateways at random: transitions of presence that are false";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("races", "cars");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int races = setting.size("races", setting.quick() ? QUICK_RACES : RACES);
        int cars = setting.size("cars", setting.quick() ? QUICK_CARS : CARS);
        StackFolder folder = StackUnderTest.emptyFolder("presence-races");
        setting.tell().accept("seed " + setting.seed() + ": " + races + " races of " + cars + " cars");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            List<LinkStack.Gateway> gateways = gateways(stack, operator);
            setting.tell().accept("two gateways are up");
            LinkStack.Gateway first = gateways.getFirst();
            List<Car> fleet = new Enrolment(
                            first.url(), first.enrolmentPort(), stack.pki().root(), operator.token())
                    .cars(cars);
            setting.tell().accept(cars + " cars are enrolled");
            List<Integer> ports =
                    gateways.stream().map(LinkStack.Gateway::linkPort).toList();
            return race(setting, races, fleet, ports, new EventLog(stack.bootstrapServers()));
        }
    }

    private static List<LinkStack.Gateway> gateways(LinkStack stack, Operator operator) {
        Map<String, String> settings = new TreeMap<>(operator.settings());
        // A half-dead connection is found out sooner than on the road: the races take minutes, not hours.
        settings.put("GATEWAY_HEARTBEAT", "PT1S");
        settings.put("GATEWAY_LOST_AFTER", "PT4S");
        return List.of("gateway-1", "gateway-2").stream()
                .map(id -> CompletableFuture.supplyAsync(() -> stack.gateway(id, HEAP_MEGABYTES, settings)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Outcome race(Setting setting, int races, List<Car> fleet, List<Integer> ports, EventLog log)
            throws InterruptedException {
        List<RacingCar> cars = new ArrayList<>();
        var chance = new SplittableRandom(setting.seed());
        for (Car car : fleet) {
            cars.add(new RacingCar(car, ports, chance.split()));
        }
        try (var heart = Executors.newSingleThreadScheduledExecutor()) {
            heart.scheduleAtFixedRate(() -> cars.forEach(RacingCar::heartbeat), 1, 1, TimeUnit.SECONDS);
            long begin = System.nanoTime();
            runAll(cars, races, setting);
            double seconds = (System.nanoTime() - begin) / NANOS;
            Map<String, PresenceNews> truth = new TreeMap<>();
            for (RacingCar car : cars) {
                PresenceNews mine = car.finish();
                truth.put(mine.vehicleId(), mine);
            }
            setting.tell().accept("the races are over; waiting for what is told late");
            for (RacingCar car : cars) {
                car.awaitOldEnds();
            }
            PresenceTrail trail = settled(log, truth);
            Outcome outcome = judge(setting, trail, truth, races, cars, seconds);
            heart.shutdownNow();
            cars.forEach(RacingCar::cut);
            return outcome;
        }
    }

    private static void runAll(List<RacingCar> cars, int races, Setting setting) throws InterruptedException {
        try (var tracks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < cars.size(); i++) {
                RacingCar car = cars.get(i);
                int mine = races / cars.size() + (i < races % cars.size() ? 1 : 0);
                running.add(tracks.submit(() -> {
                    car.race(mine);
                    return mine;
                }));
            }
            int done = 0;
            for (Future<?> track : running) {
                track.get();
                if (++done % 10 == 0) {
                    setting.tell().accept(done + " of " + cars.size() + " cars have run their races");
                }
            }
        } catch (ExecutionException e) {
            throw new StackException("a car could not go on: " + e.getCause(), e);
        }
    }

    /** The trail once it is true and grows no more, or as it is when patience ends. */
    private static PresenceTrail settled(EventLog log, Map<String, PresenceNews> truth) throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        List<PresenceNews> before = List.of();
        List<PresenceNews> now = log.presence();
        while (System.nanoTime() - giveUpAt < 0
                && !(now.equals(before)
                        && new PresenceTrail(now).untruths(truth).isEmpty())) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = log.presence();
        }
        return new PresenceTrail(now);
    }

    private static Outcome judge(
            Setting setting,
            PresenceTrail trail,
            Map<String, PresenceNews> truth,
            int races,
            List<RacingCar> cars,
            double seconds) {
        List<String> falseTransitions = trail.falseTransitions();
        List<String> breaks = trail.breaks();
        List<String> untruths = trail.untruths(truth);
        tellSome(setting, "false transition", falseTransitions);
        tellSome(setting, "break", breaks);
        tellSome(setting, "untruth", untruths);
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("races", races);
        metrics.put("false_transitions", falseTransitions.size());
        metrics.put("breaks", breaks.size());
        metrics.put("untruths", untruths.size());
        metrics.put("cars", cars.size());
        metrics.put(
                "refused_attempts", cars.stream().mapToInt(RacingCar::attempts).sum() - races - cars.size());
        metrics.put("races_per_second", Math.round(races / seconds));
        boolean holds = falseTransitions.isEmpty() && breaks.isEmpty() && untruths.isEmpty();
        return new Outcome(metrics, holds);
    }

    private static void tellSome(Setting setting, String what, List<String> found) {
        found.stream().limit(MOST_TOLD).forEach(each -> setting.tell().accept(what + ": " + each));
    }
}
