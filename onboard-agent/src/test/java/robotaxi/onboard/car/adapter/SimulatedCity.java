package robotaxi.onboard.car.adapter;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import robotaxi.city.City;
import robotaxi.city.fleet.FleetCar;
import robotaxi.city.fleet.Moment;
import robotaxi.city.fleet.adapter.AgentLink;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.traffic.Traffic;
import robotaxi.city.view.GroundMap;
import robotaxi.contracts.alpasim.egodriver.DriveResponse;

/** The city simulator itself, in real time: a long road with bends, some traffic, and one car of the fleet. */
final class SimulatedCity implements AutoCloseable {
    private static final double START_METRES = 60;
    private static final double LANE_METRES = 1.8;
    private static final Pattern SOURCE = Pattern.compile("Vplan_source\nV([a-z-]+)\n");

    private final Path lane;
    private final City city;
    private final AgentLink link;
    private final Thread linkThread;
    private final ManagedChannel channel;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore turns = new Semaphore(0);
    /** How many ticks of the moving car were driven by whom. */
    final Map<String, Integer> sources = new ConcurrentHashMap<>();

    private volatile boolean collided;
    private volatile CarNow now = new CarNow(0, 0, 0);

    /** What the test looks at. */
    record CarNow(double odometerMetres, double speed, int cameras) {}

    SimulatedCity(int port) {
        Path there = road();
        Path back = reversed(there);
        lane = there.shifted(-LANE_METRES, 2);
        RoadGraph graph = new RoadGraph(
                2, List.of(new Road(0, 0, 1, there, 10, false, 3.6), new Road(1, 1, 0, back, 10, false, 3.6)));
        Pose start = lane.at(START_METRES);
        FleetCar car = new FleetCar(
                "car-01",
                new FleetCar.SavedCar(start.x(), start.y(), start.heading(), 80, 0, false),
                new SplittableRandom(1));
        city = new City(
                List.of(car),
                new Traffic(graph, 3, 2000, new SplittableRandom(2)),
                City.Events.NONE,
                1_795_000_000_000_000L,
                new SplittableRandom(3));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .intercept(new Listener())
                .build();
        link = new AgentLink(car, channel, new GroundMap(graph), City.STEP_MICROS);
        linkThread = Thread.ofVirtual().start(link);
        var _ = clock.scheduleAtFixedRate(this::step, 0, City.STEP_MICROS, TimeUnit.MICROSECONDS);
    }

    /** 700 m with a bend to the left and one to the right. */
    private static Path road() {
        int points = 71;
        double[] xs = new double[points];
        double[] ys = new double[points];
        double heading = 0;
        for (int i = 1; i < points; i++) {
            heading += i > 15 && i < 30 ? 0.04 : i > 40 && i < 52 ? -0.05 : 0;
            xs[i] = xs[i - 1] + 10 * Math.cos(heading);
            ys[i] = ys[i - 1] + 10 * Math.sin(heading);
        }
        return new Path(xs, ys);
    }

    private static Path reversed(Path path) {
        double[] xs = new double[path.size()];
        double[] ys = new double[path.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = path.x(xs.length - 1 - i);
            ys[i] = path.y(xs.length - 1 - i);
        }
        return new Path(xs, ys);
    }

    private void step() {
        city.step();
        FleetCar car = city.cars().getFirst();
        collided |= car.collided();
        link.offer(Moment.of(car, city.timeMicros()));
        now = new CarNow(
                car.odometerMetres(),
                car.state().speed(),
                car.wishes().cameras().size());
        turns.release();
    }

    /** Waits until the world has gone on by a tenth of a second. */
    void tick() throws InterruptedException {
        if (!turns.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the world stands still");
        }
    }

    /** A place on the lane, metres ahead of where the car began. */
    Pose ahead(double metres) {
        return lane.at(START_METRES + metres);
    }

    CarNow car() {
        return now;
    }

    boolean collided() {
        return collided;
    }

    /** Hears by whom each plan was made. */
    private final class Listener implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(ClientCall.Listener<A> responses, Metadata headers) {
                    super.start(
                            new SimpleForwardingClientCallListener<>(responses) {
                                @Override
                                public void onMessage(A message) {
                                    if (message instanceof DriveResponse answer && now.speed() > 1) {
                                        hear(answer);
                                    }
                                    super.onMessage(message);
                                }
                            },
                            headers);
                }
            };
        }

        private void hear(DriveResponse answer) {
            Matcher source = SOURCE.matcher(
                    answer.getDebugInfo().getUnstructuredDebugInfo().toString(StandardCharsets.US_ASCII));
            if (source.find()) {
                sources.merge(source.group(1), 1, Integer::sum);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        linkThread.interrupt();
        channel.shutdownNow();
    }
}
