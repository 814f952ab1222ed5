package robotaxi.benchmarks.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.local.stack.StackException;

/** Many cars with a session each: what one costs the gateway, how soon a record is acknowledged, how soon all are back. */
final class SessionLoad {
    private static final int OPENING_AT_ONCE = 32;
    private static final int SLICES = 100;
    private static final int HEARTBEAT_EVERY = 3;
    private static final int FIRST_PAUSE_MILLIS = 500;
    private static final int LONGEST_PAUSE_MILLIS = 8_000;
    private static final long KIBI = 1024;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoadOrder order;
    private final Consumer<String> tell;
    private final IntFunction<Consumer<OpenResponse>> listeners;
    private final ControlStream[] sessions;
    private final AtomicInteger ticks = new AtomicInteger();
    private volatile List<TimedTelemetry> streams = List.of();

    SessionLoad(LoadOrder order, Consumer<String> tell) {
        this(order, tell, number -> frame -> {});
    }

    /** Sessions with somebody who hears what each is told. */
    SessionLoad(LoadOrder order, Consumer<String> tell, IntFunction<Consumer<OpenResponse>> listeners) {
        this.order = order;
        this.tell = tell;
        this.listeners = listeners;
        this.sessions = new ControlStream[order.cars()];
    }

    Map<String, Object> run() throws InterruptedException {
        List<Car> cars = new Enrolment(order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token())
                .cars(order.cars());
        tell.accept(cars.size() + " cars are enrolled");
        var gateway = new GatewayMemory(order.gatewayPid());
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            // The first of them makes the gateway load what every session needs.
            open(cars.getFirst(), 0, timer).join();
            long before = gateway.residentBytes();
            beat(timer);
            openAll(cars, OPENING_AT_ONCE, timer);
            tell.accept(cars.size() + " sessions are open");
            long after = gateway.residentBytes();
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("sessions", cars.size());
            metrics.put("session_kb", (double) (after - before) / KIBI / (cars.size() - 1));
            acknowledgements(metrics);
            metrics.put("reconnect_storm_s", storm(cars, timer));
            timer.shutdownNow();
            Arrays.stream(sessions).forEach(ControlStream::cut);
            return metrics;
        }
    }

    /** Keeps the sessions alive, and their telemetry once it has begun. */
    void beat(ScheduledExecutorService timer) {
        timer.scheduleAtFixedRate(this::tick, 0, 1_000 / SLICES, TimeUnit.MILLISECONDS);
    }

    /** A car's session. */
    ControlStream session(int number) {
        return sessions[number];
    }

    /** A hundredth of the cars, a hundred times a second: a record a second from each, a heartbeat every third. */
    private void tick() {
        int tick = ticks.getAndIncrement();
        boolean beats = tick / SLICES % HEARTBEAT_EVERY == 0;
        List<TimedTelemetry> now = streams;
        for (int i = tick % SLICES; i < sessions.length; i += SLICES) {
            ControlStream session = sessions[i];
            if (beats && session != null) {
                session.heartbeat();
            }
            if (!now.isEmpty()) {
                now.get(i).send();
            }
        }
    }

    /** Opens the sessions that are not open. */
    void openAll(List<Car> cars, int atOnce, ScheduledExecutorService timer) throws InterruptedException {
        var room = new Semaphore(atOnce);
        List<CompletableFuture<Void>> opening = new ArrayList<>();
        for (int i = 0; i < cars.size(); i++) {
            ControlStream session = sessions[i];
            if (session == null || session.ended().isDone()) {
                room.acquire();
                opening.add(open(cars.get(i), i, timer).whenComplete((done, fault) -> room.release()));
            }
        }
        CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<Void> open(Car car, int number, ScheduledExecutorService timer) {
        var done = new CompletableFuture<Void>();
        attempt(car, number, FIRST_PAUSE_MILLIS, timer, done);
        return done;
    }

    /** A refused car comes again after a random pause, longer each time. */
    private void attempt(
            Car car, int number, int pauseMillis, ScheduledExecutorService timer, CompletableFuture<Void> done) {
        ControlStream session = ControlStream.open(car, order.linkPort(), listeners.apply(number));
        sessions[number] = session;
        session.welcomed().whenComplete((epoch, fault) -> {
            if (fault == null) {
                done.complete(null);
            } else {
                int longer = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                timer.schedule(
                        () -> attempt(car, number, longer, timer, done),
                        ThreadLocalRandom.current().nextInt(pauseMillis),
                        TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Milliseconds from sending a record to its acknowledgement that 99 of 100 do not exceed. */
    private void acknowledgements(Map<String, Object> metrics) throws InterruptedException {
        List<TimedTelemetry> all = beginTelemetry();
        TimeUnit.SECONDS.sleep(order.warmSeconds());
        all.forEach(TimedTelemetry::forget);
        long before = CpuTime.nanos(order.gatewayPid());
        TimeUnit.SECONDS.sleep(order.seconds());
        double spent = CpuTime.nanos(order.gatewayPid()) - before;
        streams = List.of();
        metrics.put("ack_p99_ms", p99(all));
        metrics.put("gateway_cores", spent / NANOS / order.seconds());
    }

    /** Opens every session's telemetry, a record a second from now on. */
    List<TimedTelemetry> beginTelemetry() {
        var telemetry = new Telemetry(order.seed());
        List<TimedTelemetry> all = new ArrayList<>();
        for (ControlStream session : sessions) {
            all.add(new TimedTelemetry(session, telemetry));
        }
        for (TimedTelemetry stream : all) {
            stream.welcomed().join();
        }
        streams = List.copyOf(all);
        return streams;
    }

    /** Milliseconds to the acknowledgement that 99 of 100 records did not exceed. */
    double p99(List<TimedTelemetry> all) {
        long[] nanos =
                all.stream().flatMapToLong(TimedTelemetry::nanos).sorted().toArray();
        if (nanos.length == 0) {
            throw new StackException("no record was acknowledged");
        }
        tell.accept(nanos.length + " acknowledgements in " + order.seconds() + " s");
        return nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI;
    }

    /** Seconds from the cut of all connections until every car has a session again. */
    private double storm(List<Car> cars, ScheduledExecutorService timer) throws InterruptedException {
        for (ControlStream session : sessions) {
            session.cut();
        }
        for (ControlStream session : sessions) {
            session.ended().join();
        }
        tell.accept("all connections are cut");
        long begin = System.nanoTime();
        openAll(cars, cars.size(), timer);
        return (System.nanoTime() - begin) / NANOS;
    }
}
