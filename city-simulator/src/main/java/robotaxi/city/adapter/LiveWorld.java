package robotaxi.city.adapter;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.City;
import robotaxi.city.CityConfig;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.adapter.AgentLink;
import robotaxi.city.rider.adapter.Riders;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.Pose;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.traffic.Traffic;
import robotaxi.city.view.GroundMap;

/** The running world: the city in real time, linked with the agent, the riders and whoever asks for its status. */
final class LiveWorld implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWorld.class);
    private static final int SAVE_EVERY_TICKS = 30;
    private static final int RATE_TICKS = 50;

    private final City city;
    private final LocalFrame frame;
    private final StateFolder state;
    private final ManagedChannel channel;
    private final List<AgentLink> links = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
    private final StatusServer server;
    private final WorldClock clock;
    private final @Nullable Riders riders;
    private final long[] exchangesBefore;
    private final double[] achievedHz;
    private volatile Map<String, Object> status = Map.of();

    private LiveWorld(
            City city,
            CityConfig config,
            RoadGraph graph,
            StateFolder state,
            InstantSource wall,
            RandomGenerator chance)
            throws IOException {
        this.city = city;
        this.frame = ConfigFile.frame(config);
        this.state = state;
        this.clock = new WorldClock(System.nanoTime());
        this.channel =
                NettyChannelBuilder.forTarget(config.agent()).usePlaintext().build();
        GroundMap ground = new GroundMap(graph);
        for (FleetCar car : city.cars()) {
            AgentLink link = new AgentLink(car, channel, ground, City.STEP_MICROS);
            links.add(link);
            threads.add(Thread.ofVirtual().name("link-" + car.id()).unstarted(link));
        }
        exchangesBefore = new long[links.size()];
        achievedHz = new double[links.size()];
        CityConfig.Demand demand = config.demand();
        if (demand != null && demand.enabled()) {
            riders = new Riders(demand, graph, frame, config.radius(), chance, wall, Riders.POLL);
            threads.add(Thread.ofVirtual().name("riders").unstarted(riders));
        } else {
            riders = null;
        }
        publish();
        server = new StatusServer(config.statusPort(), () -> status, this::hardBrake);
    }

    static LiveWorld open(CityConfig config, InstantSource wall) throws IOException {
        RandomGeneratorFactory<RandomGenerator> chances = RandomGeneratorFactory.of("L64X128MixRandom");
        RoadGraph graph = ConfigFile.roads(config);
        StateFolder state = new StateFolder(Path.of(config.stateFolder()));
        List<FleetCar> cars = FleetStart.place(config, state.read(), graph, chances.create(config.seed()));
        Traffic traffic =
                new Traffic(graph, config.trafficVehicles(), config.radius(), chances.create(config.seed() + 1));
        long startMicros = Duration.between(Instant.EPOCH, wall.instant()).toNanos() / 1000;
        City city = new City(cars, traffic, config.events(), startMicros, chances.create(config.seed() + 2));
        return new LiveWorld(city, config, graph, state, wall, chances.create(config.seed() + 3));
    }

    int statusPort() {
        return server.port();
    }

    /** Runs until interrupted. */
    void run() {
        threads.forEach(Thread::start);
        try {
            while (true) {
                long nanos = clock.untilNext(System.nanoTime());
                Thread.sleep(Duration.ofNanos(nanos));
                turn();
            }
        } catch (InterruptedException _) {
            LOG.info("The world stops: ticks={}", city.ticks());
        }
    }

    private void turn() {
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
        city.step();
        for (int i = 0; i < links.size(); i++) {
            links.get(i).offer(Moment.of(city.cars().get(i), city.timeMicros()));
        }
        clock.turned(System.nanoTime());
        if (city.ticks() % SAVE_EVERY_TICKS == 0) {
            save();
        }
        if (city.ticks() % RATE_TICKS == 0) {
            for (int i = 0; i < links.size(); i++) {
                long now = links.get(i).exchanges();
                achievedHz[i] = (now - exchangesBefore[i]) * 10.0 / RATE_TICKS * clock.realTimeFactor();
                exchangesBefore[i] = now;
            }
        }
        if (city.ticks() % 5 == 0) {
            publish();
        }
    }

    private StatusServer.Outcome hardBrake(String vehicleId) throws InterruptedException {
        CompletableFuture<StatusServer.Outcome> outcome = new CompletableFuture<>();
        requests.add(() -> {
            Optional<FleetCar> car = city.findCar(vehicleId);
            if (car.isEmpty()) {
                outcome.complete(StatusServer.Outcome.UNKNOWN_CAR);
            } else {
                boolean done = city.surprise(car.get());
                outcome.complete(done ? StatusServer.Outcome.DONE : StatusServer.Outcome.TOO_SLOW);
            }
        });
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The event failed", e);
        }
    }

    /** Makes the status anew on the world's thread, so that no one reads a car while it moves. */
    private void publish() {
        List<Map<String, Object>> cars = new ArrayList<>();
        for (int i = 0; i < city.cars().size(); i++) {
            FleetCar car = city.cars().get(i);
            Pose pose = car.state().rearAxle();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("vehicleId", car.id());
            row.put("latitude", frame.latitudeOf(pose.y()));
            row.put("longitude", frame.longitudeOf(pose.x()));
            row.put("headingDegrees", Math.floorMod(Math.round(90 - Math.toDegrees(pose.heading())), 360L));
            row.put("speed", car.state().speed());
            row.put("connected", links.get(i).connected());
            row.put("achievedHz", Math.round(10 * achievedHz[i]) / 10.0);
            row.put("batteryPercent", car.batteryPercent());
            row.put("occupied", car.cabin().occupied());
            row.put("cameraHz", car.wishes().cameraHz());
            cars.add(row);
        }
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("tick", city.ticks());
        now.put("worldTime", Instant.EPOCH.plusNanos(1000 * city.timeMicros()).toString());
        now.put("realTimeFactor", Math.round(1000 * clock.realTimeFactor()) / 1000.0);
        now.put("cars", cars);
        now.put("ridersActive", riders == null ? 0 : riders.active());
        now.put("ridesCompleted", riders == null ? 0 : riders.completed());
        now.put("hardBrakesTriggered", city.surprises());
        status = now;
    }

    private void save() {
        Map<String, FleetCar.SavedCar> saved = new LinkedHashMap<>();
        for (FleetCar car : city.cars()) {
            saved.put(car.id(), car.saved());
        }
        try {
            state.write(saved);
        } catch (IOException e) {
            // A full disk must not stop the world; the next save is seconds away.
            LOG.warn("The cars' state could not be saved", e);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        server.close();
        channel.shutdownNow();
        save();
    }
}
